import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/** Top-100 evaluation of H+Vamp (Gated) on held-out users, against the same products called directly. */
export async function evaluation({ quick, backends }) {
  const size = quick
    ? { users: 500, ...tinyShapes.tiny, ...tinySizes }
    : { users: 10_000, ...shapes['ML-20M'], ...sizes }
  const results = []
  for (const backend of backends) {
    const options = { backend, model: 'H+Vamp (Gated)', ...size }
    const { result, peakBytes } = await runApart('evaluation', options)
    results.push({ ...options, ...result, peakBytes })
  }
  console.log(`Evaluation of ${size.users} users × ${size.items} items, top 100`)
  printTable(
    ['backend', 'seconds', 'products alone', 'ratio', 'users/s', 'peak GB'],
    results.map((row) => [
      row.backend,
      row.seconds,
      row.floorSeconds,
      row.ratio,
      row.usersPerSecond,
      row.peakBytes / 1e9,
    ]),
  )
  return results
}
