import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/** The last layer for one user, and for a few, on plain wasm: hvamp beside TensorFlow.js' own kernel. */
export async function singleUser({ quick }) {
  const { items } = quick ? tinyShapes.tiny : shapes['ML-20M']
  const { hidden } = quick ? tinySizes : sizes
  const options = { users: [1, 2, 4, 8, 16], hidden, items, calls: quick ? 10 : 200 }
  const { result } = await runApart('single-user', options)
  console.log(`A product of users with [${hidden} × ${items}] on wasm, median of ${options.calls} calls`)
  printTable(
    ['users', 'hvamp ms', 'TensorFlow.js ms', 'ratio'],
    result.map((row) => [row.users, row.hvamp, row.tensorflow, row.ratio]),
  )
  return { ...options, products: result }
}
