import { z } from 'zod'
import { hasOneOwner, historyFields, oneOwner } from './history'
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
