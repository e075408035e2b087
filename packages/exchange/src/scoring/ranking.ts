import type { ScoreScale } from '@hvamp/models'
import type { Graph, Value } from '../onnx/graph'
import type { Histories } from './histories'

interface RankingOptions {
  readonly topK: number
  readonly seen: 'exclude' | 'keep'
  readonly scale: ScoreScale
  /** Training users of each item, where the model keeps them. */
  readonly counts: readonly number[] | undefined
}

/**
 * The best items of each history as `recommend` lists them: int64 and float [users, topK], −1 and −∞ past the end of a list.
 *
 * A history without items gets the items of most users. Of scores that are evidence, those of 0 come last, in the same order.
 */
export function ranking(
  g: Graph,
  scores: Value,
  { seen, lengths }: Histories,
  options: RankingOptions,
): { readonly items: Value; readonly scores: Value } {
  const { topK, counts, scale } = options
  const isEvidence = scale === 'evidence' && counts !== undefined
  let ranked = scores
  if (isEvidence) {
    const below = g.constant(belowZero(counts), [1, counts.length])
    ranked = g.op('Where', [g.op('Equal', [scores, g.number(0)]), below, scores])
  }
  if (counts && scale !== 'count') {
    const popular = g.constant(Float32Array.from(counts), [1, counts.length])
    ranked = g.op('Where', [g.op('Greater', [lengths, g.number(0)]), ranked, popular])
  }
  const nothing = g.number(Number.NEGATIVE_INFINITY)
  if (options.seen === 'exclude') {
    ranked = g.op('Where', [g.op('Greater', [seen, g.number(0)]), nothing, ranked])
  }
  const best = g.ops('TopK', [ranked, g.integers([topK])], ['scores', 'items'], { axis: 1 })
  const isPast = g.op('Equal', [best.scores, nothing])
  const items = g.op('Where', [isPast, g.integers(-1), best.items])
  if (!isEvidence) return { items, scores: best.scores }
  const evidence = g.op('Max', [best.scores, g.number(0)])
  return { items, scores: g.op('Where', [isPast, nothing, evidence]) }
}

/** In the place of a score of 0: −1 for the item of most users, −2 for the next, so that they rank below all evidence. */
function belowZero(counts: readonly number[]): Float32Array {
  const order = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b)
  const below = new Float32Array(counts.length)
  for (const [rank, item] of order.entries()) below[item] = -1 - rank
  return below
}
