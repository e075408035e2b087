import type { Engine, Outcome } from './engine'

const trial = { kind: 'recommend', count: 10, seen: 'keep', fallback: 'popular' } as const

/**
 * Asks an engine once before anybody else does, which warms it up too.
 *
 * @throws if it gives no list, or a score that is not a finite number: weights can be whole as files and useless
 */
export async function proveEngine(engine: Engine, itemIds: readonly string[]): Promise<void> {
  const { name, run, version } = engine.model
  const where = `${run}: ${name} ${version}`
  const history = itemIds.slice(0, 1)
  const similar = { kind: 'similar', item: itemIds[0]!, count: 10 } as const // makes its vectors before anybody waits
  const [outcome] = (await engine.answer([{ ...trial, history }, similar])) as Outcome<'recommend'>[]
  if (!outcome || !('answer' in outcome)) {
    throw new Error(
      `${where}: must recommend for the history '${history}', got ${outcome?.refusal ?? 'nothing'}`,
    )
  }
  const { items } = outcome.answer
  if (items.length === 0)
    throw new Error(`${where}: must recommend for the history '${history}', got no items`)
  const bad = items.find(({ score }) => !Number.isFinite(score))
  if (bad) throw new Error(`${where}: scores must be finite, got ${bad.score} for '${bad.item}'`)
}
