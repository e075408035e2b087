import type { HeldOutUsers } from '@hvamp/data'
import { type Metric, type RankingResult, rankingEvaluator } from '@hvamp/metrics'
import { random, requireKnown } from '@hvamp/random'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import { requireHeldOutUsers } from './held-out-users'
import { type Ranker, rankBatches } from './rank-batches'

const rules = z.object({ batchSize: count })

/** Batch size, progress and cancellation. */
export interface EvaluateOptions {
  /** Users scored together: 200 by default. */
  readonly batchSize?: number | undefined
  /** Stops between two batches; `evaluate` rejects with its reason then. */
  readonly signal?: AbortSignal | undefined
  /** Of the order in which items with equal scores rank: 1 by default. */
  readonly seed?: number | undefined
  /** Called after each batch. */
  readonly onProgress?: ((progress: { readonly users: number; readonly of: number }) => void) | undefined
}

/** What `evaluate` knows. */
export const evaluateOptions = {
  ...{ batchSize: true, signal: true, seed: true, onProgress: true },
} as const satisfies Record<keyof EvaluateOptions, true>

/** Every metric with its standard error, how many users it is over, and the share of items that someone was shown. */
export type Evaluation = RankingResult

/**
 * Ranks all items but the fold-in ones for each user and measures where the held-out ones stand.
 *
 * Items with equal scores rank in an order drawn from the seed, not by their numbers, which tend to follow popularity: a model
 * that gives every item the same score is as good as chance.
 *
 * Works batch by batch: only one batch of scores exists at any time. Anything that scores will do as a model.
 *
 * @throws if an option is unknown, a metric is no metric, fold-in and held-out part differ in users or items, or nobody has anything held out
 * @example await evaluate(model, test, [ndcg(100), recall(20)])
 */
export async function evaluate(
  model: Ranker,
  users: HeldOutUsers,
  metrics: readonly Metric[],
  options: EvaluateOptions = {},
): Promise<Evaluation> {
  const where = 'evaluate'
  requireKnown(`${where}: options`, options, evaluateOptions)
  const { batchSize = 200, signal, seed = 1, onProgress } = options
  checked(rules, { batchSize }, where)
  requireHeldOutUsers(where, users)
  const { foldIn, heldOut } = users
  const { userCount, itemCount } = foldIn
  const evaluator = rankingEvaluator(metrics, { itemCount })
  const count = Math.max(...metrics.map(({ at }) => at))
  const order = random(seed).fork('ties').permutation(itemCount)
  signal?.throwIfAborted()
  for await (const { from, to, rankingOf } of rankBatches(model, foldIn, {
    batchSize,
    count,
    seen: 'exclude',
    order,
  })) {
    for (let user = from; user < to; user++) {
      const held = heldOut.items.subarray(heldOut.offsets[user]!, heldOut.offsets[user + 1]!)
      if (held.length > 0) evaluator.add(rankingOf(user).items, held)
    }
    onProgress?.({ users: to, of: userCount })
    signal?.throwIfAborted()
  }
  return evaluator.result()
}
