import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/** One recommendation for one user by H+Vamp (Gated). */
export async function latency({ quick, backends }) {
  const size = quick
    ? { ...tinyShapes.tiny, ...tinySizes, calls: 100 }
    : { ...shapes['ML-20M'], ...sizes, calls: 1000 }
  const results = []
  for (const backend of backends) {
    const options = { backend, model: 'H+Vamp (Gated)', ...size }
    const { result } = await runApart('latency', options)
    results.push({ ...options, ...result })
  }
  console.log(`One recommendation among ${size.items} items, ${size.calls} times`)
  printTable(
    ['backend', 'p50 ms', 'p99 ms', 'more tensors after', 'more heap kB after'],
    results.map((row) => [row.backend, row.p50, row.p99, row.moreTensors, row.moreHeapBytes / 1e3]),
  )
  return results
}
