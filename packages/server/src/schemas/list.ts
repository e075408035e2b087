import { z } from 'zod'
import { servedModelSchema } from './model'

/** One list of an answer. */
export const listSchema = z.strictObject({
  basis: z
    .enum(['history', 'popular', 'trending'])
    .describe(
      'what the items are chosen by: popular or trending for a history without an item that the model knows',
    ),
  items: z
    .array(z.strictObject({ item: z.string(), score: z.number(), title: z.string().optional() }))
    .readonly()
    .describe('best first; fewer than asked for only where no more may be recommended'),
  filledFrom: z
    .int()
    .optional()
    .describe(
      'rank (from 0) from which nothing in the history speaks for the items, and popular ones come first',
    ),
  reason: z.string().optional().describe('why the list is empty'),
  unknownInRules: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('ids of the rules that the model does not know'),
  unmetValues: z
    .array(z.strictObject({ column: z.string(), value: z.string() }))
    .readonly()
    .optional()
    .describe(
      'texts of the rules that no item of the model has in that column of the item table: a spelling, perhaps',
    ),
  textsInLists: z
    .array(z.strictObject({ column: z.string(), value: z.string(), list: z.string() }))
    .readonly()
    .optional()
    .describe(
      'texts of the rules that stand within lists in their columns too, as in one of them: = and in ask for whole cells, and has for entries where the service reads the column as lists',
    ),
  withoutValue: z
    .array(
      z.strictObject({
        column: z.string(),
        items: z.int(),
        are: z.enum(['unmet', 'met', 'unlimited', 'unweighted']),
      }),
    )
    .readonly()
    .optional()
    .describe(
      'columns that the rules ask and that have no value for so many items of the model: a condition holds of none of these (unmet), or of all, as it asks what must not hold (met), per does not limit them (unlimited), or weights leave them at 1 (unweighted)',
    ),
  listsInGroups: z
    .array(z.strictObject({ column: z.string(), list: z.string() }))
    .readonly()
    .optional()
    .describe(
      'columns of per whose texts are lists, each of which counts as a group of its own: the service can read them as lists',
    ),
})

/** Of an answer about a user. */
export const ofUserSchema = {
  unknownUser: z
    .string()
    .optional()
    .describe(
      'the user whom the request names, where the history source does not know them: no history speaks',
    ),
}

/** The list of a history. */
export const recommendationSchema = listSchema.extend({
  ...ofUserSchema,
  unknownItems: z.array(z.string()).readonly().describe('ids of the history that the model does not know'),
})

/** The same with the model that gave it. */
export const withModel = { model: servedModelSchema }
