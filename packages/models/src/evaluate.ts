import type { HeldOutUsers, Interactions } from '@hvamp/data'
import { type Metric, type MetricResult, rankingEvaluator, topK } from '@hvamp/metrics'
import type { Recommender } from './recommender'
import { sliceUsers } from './rows'

export interface Evaluation {
  readonly metrics: Readonly<Record<string, MetricResult>>
  /** Users with something held out: those the means are over. */
  readonly userCount: number
  /** Share of all items that are in some user's list. */
  readonly itemCoverage: number
}

/**
 * Ranks all items but the fold-in ones for each user and measures where the held-out ones stand.
 *
 * Works batch by batch: only one batch of scores exists at any time.
 *
 * @throws if fold-in and held-out part differ in users or items, or nobody has anything held out
 * @example await evaluate(model, test, [ndcg(100), recall(20)])
 */
export async function evaluate(
  model: Pick<Recommender, 'score'>,
  { foldIn, heldOut }: HeldOutUsers,
  metrics: readonly Metric[],
  { batchSize = 200 }: { batchSize?: number } = {},
): Promise<Evaluation> {
  if (foldIn.userCount !== heldOut.userCount || foldIn.itemCount !== heldOut.itemCount) {
    throw new Error(
      `evaluate: fold-in [${foldIn.userCount} × ${foldIn.itemCount}] and held-out part [${heldOut.userCount} × ${heldOut.itemCount}] must match`,
    )
  }
  const evaluator = rankingEvaluator(metrics, { itemCount: foldIn.itemCount })
  const depth = Math.max(...metrics.map(({ at }) => at))
  for await (const { user, scores } of unseenScores(model, foldIn, batchSize)) {
    const held = heldOut.items.subarray(heldOut.offsets[user]!, heldOut.offsets[user + 1]!)
    if (held.length > 0) evaluator.add(topK(scores, depth), held)
  }
  return evaluator.result()
}

/** Each user's scores, with −∞ for the items of the history. The array is valid until the next user. */
export async function* unseenScores(
  model: Pick<Recommender, 'score'>,
  histories: Interactions,
  batchSize: number,
): AsyncGenerator<{ user: number; scores: Float32Array }> {
  const { itemCount, offsets, items } = histories
  for (let start = 0; start < histories.userCount; start += batchSize) {
    const end = Math.min(start + batchSize, histories.userCount)
    const batch = await model.score(sliceUsers(histories, start, end))
    for (let user = start; user < end; user++) {
      const scores = batch.subarray((user - start) * itemCount, (user - start + 1) * itemCount)
      for (let i = offsets[user]!; i < offsets[user + 1]!; i++) scores[items[i]!] = Number.NEGATIVE_INFINITY
      yield { user, scores }
    }
  }
}
