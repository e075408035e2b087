import type { Condition } from '@hvamp/rules'

/**
 * The columns of which a cell must be there for a condition to hold, each once: those that it compares, but for those of which it asks
 * whether they are missing.
 */
export function comparedColumns(condition: Condition): string[] {
  const parts = partsOf(condition)
  const asked = new Set(parts.flatMap((part) => ('missing' in part ? [part.missing] : [])))
  const compared = parts.flatMap((part) => ('column' in part ? [part.column] : []))
  return [...new Set(compared)].filter((column) => !asked.has(column))
}

/** Its comparisons, and what it asks of missing cells; none of what must not hold, for there a missing cell is as good as another. */
function partsOf(condition: Condition): Condition[] {
  if ('and' in condition) return condition.and.flatMap(partsOf)
  if ('or' in condition) return condition.or.flatMap(partsOf)
  return 'not' in condition ? [] : [condition]
}
