import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/** Lists of H+Vamp (Gated) under rules, against those without. */
export async function filters({ quick, backends }) {
  const size = quick
    ? { ...tinyShapes.tiny, ...tinySizes, users: 20, calls: { alone: 20, together: 5 } }
    : { ...shapes['ML-20M'], ...sizes, users: 200, calls: { alone: 300, together: 25 } }
  const results = []
  for (const backend of backends) {
    const options = { backend, model: 'H+Vamp (Gated)', ...size }
    const { result } = await runApart('filters', options)
    results.push({ ...options, ...result })
  }
  console.log(`Lists of 10 among ${size.items} items, for one user and for ${size.users} together`)
  printTable(
    ['backend', 'rules', 'candidates', 'compiled in ms', 'alone ms', '/ free', 'together ms', '/ free'],
    results.flatMap(({ backend, rules: [free, ...others] }) =>
      [free, ...others].map(({ title, candidates, compileMs, aloneMs, togetherMs }) => [
        ...[backend, title, candidates, compileMs],
        ...[aloneMs, aloneMs / free.aloneMs, togetherMs, togetherMs / free.togetherMs],
      ]),
    ),
  )
  return results
}
