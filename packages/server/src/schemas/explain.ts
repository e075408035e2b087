import { z } from 'zod'
import { areRatingsOf, hasOneOwner, historyFields, oneOwner, ratingEach } from './history'
import { idsSchema } from './ids'
import type { Limits } from './limits'
import { ofUserSchema } from './list'

/** Body of a request for reasons. */
export function explainSchema(limits: Limits) {
  return z
    .strictObject(
      {
        ...historyFields({ ...limits, history: limits.explainedHistory }),
        items: idsSchema(limits.explained, limits.id)
          .min(1, 'must have at least one id')
          .describe('items to explain'),
      },
      'must be an object',
    )
    .refine(hasOneOwner, oneOwner)
    .refine(({ history, ratings }) => areRatingsOf(history, ratings), ratingEach)
}

/** Reasons of items. */
export const explainAnswerSchema = z.strictObject({
  explanations: z
    .array(
      z.strictObject({
        item: z.string(),
        score: z.number(),
        method: z
          .enum(['exact', 'leaveOneOut'])
          .describe(
            'exact: score = contributions + rest; leaveOneOut: how much lower it is without the item',
          ),
        contributions: z
          .array(z.strictObject({ item: z.string(), contribution: z.number() }))
          .readonly()
          .describe('of each item of the history, the greatest first'),
        rest: z.number().optional().describe('the part of an exact score that no history changes'),
      }),
    )
    .readonly(),
  ...ofUserSchema,
  unknownItems: z.array(z.string()).readonly().describe('ids of the history that the model does not know'),
})
