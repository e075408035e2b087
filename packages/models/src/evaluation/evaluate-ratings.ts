import type { HeldOutUsers, Interactions } from '@hvamp/data'
import { requireKnown } from '@hvamp/random'
import { breathe } from '@hvamp/training'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count } from '../recommender/option-rules'
import type { Recommender } from '../recommender/recommender'
import { sliceUsers } from '../recommender/rows'
import { type EvaluateOptions, evaluateOptions } from './evaluate'
import { requireHeldOutUsers } from './held-out-users'
import { scoresOf } from './scores-of'

const rules = z.object({ batchSize: count })

/** Errors of a rating model on held-out ratings. */
export interface RatingEvaluation {
  /** Root of the mean squared error over all held-out ratings. */
  readonly rmse: number
  /** Mean absolute error. */
  readonly mae: number
  /** Number of held-out ratings. */
  readonly count: number
}

/**
 * Predicts the held-out ratings of each user from those folded in, and measures the errors.
 *
 * @param model whose scores are ratings
 * @throws if an option is unknown, fold-in and held-out part differ in users or items, or nothing is held out, or without ratings,
 *   the model gives another number of scores than users × items, or (HVAMP_NOT_FINITE) the rating of a held-out item is not finite
 * @example await evaluateRatings(model, test) // { rmse, mae, count }
 */
export async function evaluateRatings(
  model: Pick<Recommender, 'score'>,
  users: HeldOutUsers,
  options: EvaluateOptions = {},
): Promise<RatingEvaluation> {
  const where = 'evaluateRatings'
  requireKnown(`${where}: options`, options, evaluateOptions)
  const { batchSize = 200, signal, onProgress } = options
  checked(rules, { batchSize }, where)
  requireHeldOutUsers(where, users)
  const { foldIn, heldOut } = users
  const { userCount, itemCount } = foldIn
  const { offsets, items, values } = heldOut
  if (!values) throw new Error(`${where}: the held-out part must have values, the ratings, got none`)
  if (values.length === 0) throw new Error(`${where}: at least one rating must be held out, got 0`)
  let squares = 0
  let absolutes = 0
  for (let from = 0; from < userCount; from += batchSize) {
    if (from > 0) await breathe()
    signal?.throwIfAborted()
    const to = Math.min(from + batchSize, userCount)
    const scores = await scoresOf(model, sliceUsers(foldIn, from, to))
    for (let user = from; user < to; user++) {
      for (let i = offsets[user]!; i < offsets[user + 1]!; i++) {
        const rating = scores[(user - from) * itemCount + items[i]!]!
        if (!Number.isFinite(rating)) throw notFinite(where, rating, foldIn, user, items[i]!)
        const error = values[i]! - rating
        squares += error ** 2
        absolutes += Math.abs(error)
      }
    }
    onProgress?.({ users: to, of: userCount })
  }
  return { rmse: Math.sqrt(squares / values.length), mae: absolutes / values.length, count: values.length }
}

function notFinite(where: string, rating: number, users: Interactions, user: number, item: number): Error {
  const [userId, itemId] = [users.userIds[user], users.itemIds[item]]
  const error = new Error(
    `${where}: scores must be finite, got ${rating} for item '${itemId}' of user '${userId}'`,
  )
  return Object.assign(error, { code: 'HVAMP_NOT_FINITE' }) // as of a training that has come to NaN
}
