import { z } from 'zod'
import { countSchema, idSchema } from './ids'
import type { Limits } from './limits'
import { listSchema } from './list'
import { rulesSchema } from './rules'

/** Body of a request for items like one. */
export function similarSchema(limits: Limits) {
  return z.strictObject(
    {
      item: idSchema(limits.id).describe('the item that others are to be like'),
      count: countSchema(limits.count).default(10).describe('items to list'),
      rules: rulesSchema(limits).optional(),
    },
    'must be an object',
  )
}

/** Items like one. */
export const similarAnswerSchema = listSchema
  .pick({
    items: true,
    reason: true,
    unknownInRules: true,
    unmetValues: true,
    textsInLists: true,
    withoutValue: true,
    listsInGroups: true,
  })
  .extend({
    measure: z
      .enum(['vectors', 'neighbours', 'score'])
      .describe('the cosine of the items’ vectors, weights between neighbours, or scores for the item alone'),
  })
