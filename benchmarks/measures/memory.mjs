import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/** The most memory that training takes at the largest shape, and that many steps leave no more behind than some. */
export async function memory({ quick, backends: [backend] }) {
  const shared = { backend, model: 'H+Vamp (Gated)' }
  const small = { ...shared, ...tinyShapes.tiny, ...tinySizes, snapshots: quick ? [20, 100] : [100, 1000] }
  const large = quick
    ? { ...shared, ...tinyShapes.tiny, ...tinySizes, snapshots: [5] }
    : { ...shared, ...shapes['ML-20M'], ...sizes, snapshots: [50] }

  const peak = await runApart('many-steps', large)
  const parameters = peak.result.parameters / 1e6
  console.log(
    `Peak memory of ${large.snapshots.at(-1)} training steps at ${large.items} items, on ${backend}`,
  )
  printTable(['M parameters', 'peak GB'], [[parameters, peak.peakBytes / 1e9]])

  const { result } = await runApart('many-steps', small)
  console.log('What is in memory after so many steps of a small model')
  printTable(
    ['step', 'tensors', 'tensors MB', 'JavaScript heap MB', 'process MB'],
    result.snapshots.map((at) => [
      at.step,
      at.tensors,
      at.tensorBytes / 1e6,
      at.heapBytes / 1e6,
      at.rss / 1e6,
    ]),
  )
  return {
    peak: { ...large, ...peak.result, peakBytes: peak.peakBytes },
    flat: { ...small, ...result },
  }
}
