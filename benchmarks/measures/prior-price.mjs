import { runApart } from '../run-apart.mjs'
import { pricedModels, shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/**
 * What a flexible prior costs: steps of a Gaussian prior, of a dense VampPrior and of a sparse one, two hidden layers
 * each, at ML-20M's shape, one after another in the same run.
 */
export async function priorPrice({ quick, backends }) {
  const [shape, counts] = Object.entries(quick ? tinyShapes : shapes).at(-1)
  const { batch: usual, ...rest } = quick ? tinySizes : sizes
  const results = []
  for (const backend of backends) {
    for (const batch of quick ? [usual] : [usual, 500]) {
      const rows = []
      for (const model of pricedModels) {
        const options = { backend, model, ...counts, ...rest, batch, repeats: 7 }
        const { result, peakBytes } = await runApart('step', options)
        rows.push({ shape, ...options, ...result, peakBytes })
      }
      const [gaussian, dense] = rows
      console.log(`The price of a prior on ${backend}, ${shape}: two layers, ${batch} users in a batch`)
      printTable(
        ['model', 'step ms', '× Gaussian', '× dense', 'floor ms', 'step / floor', 'Gflop', 'fit GB'],
        rows.map((row) => [
          row.model,
          row.stepMs,
          row.stepMs / gaussian.stepMs,
          row.stepMs / dense.stepMs,
          row.floorMs,
          row.ratio,
          row.gigaflops,
          row.fitPeakBytes / 1e9,
        ]),
      )
      results.push(...rows)
    }
  }
  return results
}
