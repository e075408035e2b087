import { runApart } from '../run-apart.mjs'
import { shapes, sizes, tinyShapes, tinySizes } from '../shapes.mjs'
import { printTable } from '../table.mjs'

/** `hvamp serve` with H+Vamp (Gated) under load. */
export async function serving({ quick, backends }) {
  const shape = quick
    ? { ...tinyShapes.tiny, ...tinySizes, clients: 20, seconds: 2, answers: 2000, swaps: 4 }
    : { ...shapes['ML-20M'], ...sizes, clients: 200, seconds: 30, answers: 200_000, swaps: 100 }
  const results = []
  for (const backend of backends) {
    const options = { backend, ...shape }
    const { result } = await runApart('serving', options)
    results.push({ ...options, ...result })
  }
  console.log(`hvamp serve: ${shape.items} items, histories of ${shape.perUser}, lists of 10`)
  printTable(
    ['backend', 'clients', 'answers/s', 'p50 ms', 'p99 ms', 'health p99 ms', 'failed'],
    results.flatMap(({ backend, clients, one, many, health }) => [
      [backend, 1, one.answersPerSecond, one.p50, one.p99, undefined, one.failed],
      [backend, clients, many.answersPerSecond, many.p50, many.p99, health.p99, many.failed],
    ]),
  )
  printTable(
    ['backend', 'answers', 'MB after a tenth', 'MB at the end', 'MB at most'],
    results.map(({ backend, memory }) => [
      backend,
      memory.answers,
      ...[memory.early, memory.late, memory.most].map((bytes) => bytes / 1e6),
    ]),
  )
  printTable(
    ['backend', 'models that took over under load', 'answers', 'failed', 'mixtures'],
    results.map(({ backend, swaps }) => [backend, swaps.swaps, swaps.answered, swaps.failed, swaps.mixtures]),
  )
  return results
}
