import { type Rules, readRules, ruleComparisons } from '@hvamp/rules'
import { z } from 'zod'
import type { Limits } from './limits'

const condition = {
  description: 'text, such as "category = \'shoes\' and price < 50", or the same as JSON',
  oneOf: [{ type: 'string' }, { type: 'object' }],
} as const
const choice = {
  description: 'ids, or a condition on the item table',
  oneOf: [{ type: 'array', items: { type: 'string' } }, ...condition.oneOf],
} as const

/** What the description says of each rule; `readRules` of @hvamp/rules checks them. */
export const describedRules = {
  among: { ...choice, description: `only these: ${choice.description}` },
  exclude: { ...choice, description: `none of these: ${choice.description}` },
  where: {
    ...condition,
    description: `only items that meet a condition on the item table: ${condition.description}`,
  },
  per: {
    type: 'object',
    description: 'at most this many items with the same value of a column',
    additionalProperties: { type: 'integer', minimum: 1 },
    examples: [{ brand: 2 }],
  },
  weights: {
    description:
      'by id, 1 for any other item, or the name of a column: an item of weight 2 counts as twice as likely',
    oneOf: [
      { type: 'object', additionalProperties: { type: 'number', exclusiveMinimum: 0 } },
      { type: 'string' },
    ],
  },
} as const

/** Fields of a request that somebody may look for among its rules. */
const besideRules = ['seen', 'count', 'fallback', 'history', 'user']

function wayOut(value: unknown): string {
  const misplaced = besideRules.find((field) => Object.hasOwn(Object(value), field))
  return misplaced === undefined ? '' : `: '${misplaced}' stands beside rules, not in them`
}

/** @throws if the conditions of rules have more comparisons together than the limit, naming the rule that has most of them */
function requireFew(rules: Rules, most: number): Rules {
  const counts = Object.entries(ruleComparisons(rules)).sort(([, one], [, other]) => other - one)
  const all = counts.reduce((sum, [, comparisons]) => sum + comparisons, 0)
  if (all <= most) return rules
  throw new Error(`body.rules.${counts[0]![0]}: rules must have at most ${most} comparisons, got ${all}`)
}

/** Which items may be recommended. */
export function rulesSchema({ comparisons }: Pick<Limits, 'comparisons'>) {
  return z
    .unknown()
    .transform((value, { issues }) => {
      try {
        return requireFew(readRules(value, 'body.rules'), comparisons)
      } catch (error) {
        issues.push({
          code: 'custom',
          message: `${(error as Error).message}${wayOut(value)}`,
          input: value,
          params: { isWhole: true },
        })
        return z.NEVER
      }
    })
    .meta({
      description: `which items may be recommended, how many alike, and which rather than which; conditions have at most ${comparisons} comparisons, values of in counted too`,
      type: 'object',
      properties: describedRules,
      additionalProperties: false,
    })
}
