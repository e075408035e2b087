import { z } from 'zod'
import { areRatingsOf, hasOneOwner, historyFields, oneOwner, ratingEach, ratingsSchema } from './history'
import { countSchema, idsSchema } from './ids'
import type { Limits } from './limits'
import { rulesSchema } from './rules'

/** What may be asked beside whose history it is. */
function choices(limits: Limits) {
  return {
    count: countSchema(limits.count).default(10).describe('items to recommend'),
    seen: z
      .enum(['exclude', 'keep'], "must be 'exclude' or 'keep'")
      .default('exclude')
      .describe('whether items of the history may be recommended again'),
    fallback: z
      .enum(['popular', 'trending'], "must be 'popular' or 'trending'")
      .default('popular')
      .describe('what a history gets that has no item that the model knows'),
    rules: rulesSchema(limits).optional(),
  }
}

/** Body of a request for one list. */
export function recommendSchema(limits: Limits) {
  return z
    .strictObject({ ...historyFields(limits), ...choices(limits) }, 'must be an object')
    .refine(hasOneOwner, oneOwner)
    .refine(({ history, ratings }) => areRatingsOf(history, ratings), ratingEach)
}

/** Body of a request for many lists, all of one model. */
export function recommendManySchema(limits: Limits) {
  const some = `must be a list of 1 to ${limits.histories}`
  const histories = z
    .array(idsSchema(limits.history, limits.id), some)
    .min(1, some)
    .max(limits.histories, some)
  const ratings = z
    .array(ratingsSchema(limits.history), some)
    .describe('of a model of ratings: a list for each of the histories, with a rating for each id')
  const users = idsSchema(limits.histories, limits.id).min(1, some)
  return z
    .strictObject(
      {
        histories: histories.optional(),
        ratings: ratings.optional(),
        users: users.optional(),
        ...choices(limits),
      },
      'must be an object',
    )
    .refine(
      ({ histories, users }) => (histories === undefined) !== (users === undefined),
      'must have exactly one of histories and users',
    )
    .refine(
      ({ histories, ratings }) =>
        areRatingsOf(histories, ratings) &&
        (ratings ?? []).every((own, i) => areRatingsOf(histories![i], own)),
      { message: 'must be a list for each of the histories, with one for each id', path: ['ratings'] },
    )
}
