import { requireCount, requireKnown } from '@hvamp/random'
import type { Metric } from './metric'
import { type Summary, summarize } from './summary'

/** One metric over all users. */
export interface MetricResult extends Summary {
  /** The users with something held out, in the order they were added. */
  readonly perUser: Float64Array
}

export interface RankingResult {
  /** By metric name, such as `ndcg@100`. */
  readonly metrics: Readonly<Record<string, MetricResult>>
  /** Users with something held out: those the means are over. */
  readonly userCount: number
  /** Share of all items that are in some user's ranking, down to the longest cut-off. */
  readonly itemCoverage: number
  /** These items: 1 for each that is in some ranking, [items]. */
  readonly shownItems: Uint8Array
}

export interface RankingEvaluator {
  /**
   * Adds one user; one with nothing held out is skipped.
   *
   * @param ranking items, best first, without those of the fold-in part
   * @param heldOut the held-out items, in any order
   * @throws if an item is not in [0, itemCount), or is ranked or held out twice
   */
  add(ranking: ArrayLike<number>, heldOut: ArrayLike<number>): void
  /** @throws if no user with anything held out was added */
  result(): RankingResult
}

/**
 * Measures rankings user by user, every metric in one pass over the ranking.
 *
 * @throws if no metric is given, one is no metric or has no cut-off, one is given twice, or itemCount is not a positive integer
 * @example const evaluator = rankingEvaluator([ndcg(100), recall(20)], { itemCount })
 */
export function rankingEvaluator(
  metrics: readonly Metric[],
  options: { itemCount: number },
): RankingEvaluator {
  requireKnown('rankingEvaluator: options', options, { itemCount: true })
  const { itemCount } = options
  requireCount('rankingEvaluator: itemCount', itemCount)
  if (!Array.isArray(metrics)) {
    throw new Error(`rankingEvaluator: metrics must be a list, such as [ndcg(100)], got ${typeof metrics}`)
  }
  const other = metrics.find((metric) => typeof metric?.score !== 'function')
  if (other !== undefined) {
    throw new Error(`rankingEvaluator: metrics must be metrics, such as ndcg(100), got '${String(other)}'`)
  }
  for (const { name, at } of metrics) {
    if (at !== Number.POSITIVE_INFINITY) requireCount(`rankingEvaluator: at of the metric ${name}`, at)
  }
  const names = metrics.map(({ name }) => name)
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice) throw new Error(`rankingEvaluator: metrics must differ, got '${twice}' twice`)
  if (names.length === 0) throw new Error('rankingEvaluator: metrics must name at least one, got none')

  const depth = Math.max(...metrics.map(({ at }) => at))
  const hits = new Uint8Array(Math.min(depth, itemCount))
  const scores = metrics.map((): number[] => [])
  // The last user (from 1) an item was ranked or held out for, so that nothing is cleared between users.
  const rankedFor = new Int32Array(itemCount)
  const heldOutFor = new Int32Array(itemCount)
  let user = 0

  function mark(marks: Int32Array, item: number, part: string): void {
    const last = marks[item]
    if (last === undefined) {
      throw new Error(`rankingEvaluator.add: ${part} items must be in [0, ${itemCount}), got ${item}`)
    }
    if (last === user) throw new Error(`rankingEvaluator.add: ${part} items must differ, got ${item} twice`)
    marks[item] = user
  }

  return {
    add(ranking, heldOut) {
      if (heldOut.length === 0) return
      user++
      for (let i = 0; i < heldOut.length; i++) mark(heldOutFor, heldOut[i]!, 'held-out')
      const length = Math.min(ranking.length, depth)
      for (let rank = 0; rank < length; rank++) {
        const item = ranking[rank]!
        mark(rankedFor, item, 'ranked')
        hits[rank] = heldOutFor[item] === user ? 1 : 0
      }
      const own = hits.subarray(0, length)
      for (const [i, metric] of metrics.entries()) {
        scores[i]!.push(metric.score(own.subarray(0, metric.at), heldOut.length))
      }
    },
    result() {
      if (scores[0]!.length === 0) {
        throw new Error('rankingEvaluator.result: at least one user must have something held out, got none')
      }
      const shownItems = Uint8Array.from(rankedFor, (last) => (last > 0 ? 1 : 0))
      return {
        metrics: Object.fromEntries(
          names.map((name, i) => {
            const perUser = Float64Array.from(scores[i]!)
            return [name, { ...summarize(perUser), perUser }]
          }),
        ),
        userCount: scores[0]!.length,
        itemCoverage: shownItems.reduce((covered, shown) => covered + shown, 0) / itemCount,
        shownItems,
      }
    },
  }
}
