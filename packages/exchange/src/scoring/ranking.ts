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
 * A history without items gets the items of most users. Of scores that are evidence, equal ones rank in the same order.
 */
export function ranking(
  g: Graph,
  scores: Value,
  { seen, lengths }: Histories,
  options: RankingOptions,
): { readonly items: Value; readonly scores: Value } {
  const { topK, counts, scale } = options
  let ranked = scores
  if (counts && scale !== 'count') {
    const popular = g.constant(Float32Array.from(counts), [1, counts.length])
    ranked = g.op('Where', [g.op('Greater', [lengths, g.number(0)]), ranked, popular])
  }
  const nothing = g.number(Number.NEGATIVE_INFINITY)
  if (options.seen === 'exclude') {
    ranked = g.op('Where', [g.op('Greater', [seen, g.number(0)]), nothing, ranked])
  }
  // Of equal scores TopK takes the first.
  const order = scale === 'evidence' && counts !== undefined ? g.integers(popularFirst(counts)) : undefined
  if (order) ranked = g.op('Gather', [ranked, order], { axis: 1 })
  const best = g.ops('TopK', [ranked, g.integers([topK])], ['scores', 'items'], { axis: 1 })
  const isPast = g.op('Equal', [best.scores, nothing])
  const found = order ? g.op('Gather', [order, best.items]) : best.items
  return { items: g.op('Where', [isPast, g.integers(-1), found]), scores: best.scores }
}

function popularFirst(counts: readonly number[]): number[] {
  return [...counts.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b)
}
