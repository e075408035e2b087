import { howToGetTorch, pythonWithTorch, runDense } from '../peers/torch.mjs'
import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { median } from '../statistics.mjs'
import { printTable } from '../table.mjs'

const compared = ['Mult-VAE', 'H+Vamp (Gated)']
const KERNELS_SHOWN = 8

/** A training step on every backend that is here and in dense PyTorch, one after another in the same run. */
export async function backends({ quick, backends: names }) {
  const python = pythonWithTorch()
  if (!python) console.log(`${howToGetTorch}\n`)
  const results = []
  for (const [shape, counts] of Object.entries(quick ? tinyShapes : shapes)) {
    for (const model of compared) {
      const options = { model, ...counts, ...(quick ? tinySizes : sizes), repeats: 3 }
      const row = { shape, ...options, backends: {} }
      for (const backend of names) {
        const { result, peakBytes } = await runApart('step', { backend, ...options })
        row.backends[backend] = { ...result, peakBytes }
      }
      if (python) {
        const { torch, steps } = runDense(python, { ...options, threads: 2, flushDenormals: true, warmUp: 2 })
        row.torch = { version: torch, stepMs: median(steps), steps }
      }
      results.push(row)
      print(row, names)
    }
  }
  console.log(`A training step, ms: on ${names.join(', ')} and in dense PyTorch`)
  printTable(
    ['shape', 'model', ...names, 'PyTorch'],
    results.map(({ shape, model, backends, torch }) => [
      shape,
      model,
      ...names.map((name) => backends[name].stepMs),
      torch?.stepMs,
    ]),
  )
  return results
}

function print({ shape, model, backends }, names) {
  for (const name of names) {
    const { stepMs, floorMs, profile } = backends[name]
    console.log(
      `${model} on ${name}, ${shape}: ${stepMs.toFixed(0)} ms, its products ${floorMs.toFixed(0)} ms`,
    )
    printTable(['kernel', 'ms'], Object.entries(profile).slice(0, KERNELS_SHOWN))
  }
}
