import type { Condition } from './condition'
import { parseCondition } from './parse-condition'
import { isIds, type Rules } from './rules'

/** The rules that may be conditions. */
export type ConditionRule = 'among' | 'exclude' | 'where'

/**
 * How many comparisons each rule has that is a condition: each value of `in` is one. So is each `not`, which `!=` has too, and each
 * `and` and `or` of fewer than two parts, for they take as long.
 *
 * @throws if a condition in text is none, naming the rule
 * @example ruleComparisons({ where: 'price < 5 or brand in (acme, mill)' }) // { where: 3 }
 */
export function ruleComparisons({
  among,
  exclude,
  where,
}: Pick<Rules, ConditionRule>): Partial<Record<ConditionRule, number>> {
  const counts = Object.entries({ among, exclude, where }).flatMap(([rule, choice]) =>
    choice === undefined || isIds(choice) ? [] : [[rule, comparisonsIn(conditionOf(choice, rule))]],
  )
  return Object.fromEntries(counts)
}

function conditionOf(choice: Condition | string, rule: string): Condition {
  return typeof choice === 'string' ? parseCondition(choice, rule) : choice
}

function comparisonsIn(condition: Condition): number {
  if ('and' in condition) return comparisonsOf(condition.and)
  if ('or' in condition) return comparisonsOf(condition.or)
  if ('not' in condition) return 1 + comparisonsIn(condition.not)
  return 'in' in condition ? Math.max(1, condition.in.length) : 1
}

function comparisonsOf(parts: readonly Condition[]): number {
  return parts.reduce((sum, part) => sum + comparisonsIn(part), parts.length < 2 ? 1 : 0)
}
