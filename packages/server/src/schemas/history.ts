import { z } from 'zod'
import { idSchema, idsSchema } from './ids'
import type { Limits } from './limits'

/** Whose history a request is about: one of the two; and ratings of the history. */
export function historyFields(limits: Pick<Limits, 'history' | 'id'>) {
  return {
    history: idsSchema(limits.history, limits.id).optional().describe('ids of items, in any order'),
    ratings: ratingsSchema(limits.history)
      .optional()
      .describe(
        'of a model of ratings: one for each id of the history, which without them counts as rated the highest',
      ),
    user: idSchema(limits.id).optional().describe('a user of the history source of this server'),
  }
}

/** Ratings as a model takes them. */
export function ratingsSchema(most: number) {
  const rule = `must be a list of at most ${most} ratings`
  const finite = 'must be a finite number'
  const rating = z.number(finite).refine((value) => Number.isFinite(Math.fround(value)), finite)
  return z.array(rating, rule).max(most, rule)
}

/** Whether it is one of the two. */
export function hasOneOwner({ history, user }: { history?: unknown; user?: unknown }): boolean {
  return (history === undefined) !== (user === undefined)
}

export const oneOwner = 'must have exactly one of history and user'

/** Whether ratings, where there are some, are as many as what they are of. */
export function areRatingsOf(
  history: readonly unknown[] | undefined,
  ratings: readonly unknown[] | undefined,
): boolean {
  return ratings === undefined || ratings.length === history?.length
}

export const ratingEach = { message: 'must be one for each id of the history', path: ['ratings'] }
