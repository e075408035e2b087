import { runApart } from '../run-apart.mjs'
import { shapes, sizes, stepModels, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

const KERNELS_SHOWN = 8

/** A training step of every model at the shape of every data set, against the floor of its products. */
export async function step({ quick, backends }) {
  const results = []
  for (const backend of backends) {
    for (const [shape, counts] of Object.entries(quick ? tinyShapes : shapes)) {
      for (const model of stepModels) {
        const options = { backend, model, ...counts, ...(quick ? tinySizes : sizes), repeats: 7 }
        const { result, peakBytes } = await runApart('step', options)
        results.push({ shape, ...options, ...result, peakBytes })
      }
      const own = results.slice(-stepModels.length)
      console.log(
        `A training step on ${backend}, ${shape}: ${counts.items} items, ${counts.perUser} per user`,
      )
      printTable(
        ['model', 'step ms', 'floor ms', 'step / floor', 'users/s', 'Gflop', 'peak GB'],
        own.map((row) => [
          row.model,
          row.stepMs,
          row.floorMs,
          row.ratio,
          row.usersPerSecond,
          row.gigaflops,
          row.peakBytes / 1e9,
        ]),
      )
      const { model, profile } = own.at(-1)
      console.log(`Where the step of ${model} goes, ms`)
      printTable(['kernel', 'ms'], Object.entries(profile).slice(0, KERNELS_SHOWN))
    }
  }
  return results
}
