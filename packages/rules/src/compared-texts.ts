import type { Condition } from './condition'

/** A text that a condition compares the cells of a column with. */
export interface ComparedText {
  readonly column: string
  readonly value: string
  /** Whether with whole cells, by = and in; else with the entries of lists, by has. */
  readonly isWhole: boolean
}

/** The texts that a condition compares columns with, in its order. */
export function comparedTexts(condition: Condition): ComparedText[] {
  if ('and' in condition) return condition.and.flatMap(comparedTexts)
  if ('or' in condition) return condition.or.flatMap(comparedTexts)
  if ('not' in condition) return comparedTexts(condition.not)
  if ('missing' in condition) return []
  const { column } = condition
  const isWhole = !('has' in condition)
  const values =
    'equals' in condition
      ? [condition.equals]
      : 'in' in condition
        ? condition.in
        : 'has' in condition
          ? [condition.has]
          : []
  return values.flatMap((value) => (typeof value === 'string' ? [{ column, value, isWhole }] : []))
}
