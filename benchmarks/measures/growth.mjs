import { runApart } from '../run-apart.mjs'
import { sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

const doubled = {
  '': {},
  'items × 2': { items: 2 },
  'K × 2': { pseudoInputs: 2 },
  'users in a batch × 2': { batch: 2 },
  'hidden × 2': { hidden: 2 },
  'interactions per user × 2': { perUser: 2 },
}

/** How a training step of H+Vamp (Gated) grows when one size doubles. */
export async function growth({ quick, backends: [backend] }) {
  const base = quick
    ? { ...tinyShapes.tiny, ...tinySizes, repeats: 3 }
    : { items: 10_000, perUser: 50, ...sizes, repeats: 7 }
  const results = []
  for (const [change, factors] of Object.entries(doubled)) {
    const grown = Object.entries(factors).map(([size, factor]) => [size, factor * base[size]])
    const options = { backend, model: 'H+Vamp (Gated)', ...base, ...Object.fromEntries(grown) }
    const { result, peakBytes } = await runApart('step', options)
    results.push({ change, ...options, ...result, peakBytes })
  }
  const [first] = results
  console.log(`How a training step of ${first.model} grows on ${backend}, from ${base.items} items`)
  printTable(
    ['change', 'step ms', 'step ×', 'floor ×', 'peak memory ×'],
    results.map(({ change, stepMs, floorMs, peakBytes }) => [
      change || '(none)',
      stepMs,
      stepMs / first.stepMs,
      floorMs / first.floorMs,
      peakBytes / first.peakBytes,
    ]),
  )
  return results
}
