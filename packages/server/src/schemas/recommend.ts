import { z } from 'zod'
import { countSchema, idSchema, idsSchema } from './ids'
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
    rules: rulesSchema.optional(),
  }
}

const oneOf = 'must have exactly one of history and user'

/** Body of a request for one list. */
export function recommendSchema(limits: Limits) {
  return z
    .strictObject(
      {
        history: idsSchema(limits.history, limits.id).optional().describe('ids of items, in any order'),
        user: idSchema(limits.id).optional().describe('a user of the history source of this server'),
        ...choices(limits),
      },
      'must be an object',
    )
    .refine(({ history, user }) => (history === undefined) !== (user === undefined), oneOf)
}

/** Body of a request for many lists, all of one model. */
export function recommendManySchema(limits: Limits) {
  const some = `must be a list of 1 to ${limits.histories}`
  const histories = z
    .array(idsSchema(limits.history, limits.id), some)
    .min(1, some)
    .max(limits.histories, some)
  const users = idsSchema(limits.histories, limits.id).min(1, some)
  return z
    .strictObject(
      { histories: histories.optional(), users: users.optional(), ...choices(limits) },
      'must be an object',
    )
    .refine(
      ({ histories, users }) => (histories === undefined) !== (users === undefined),
      'must have exactly one of histories and users',
    )
}
