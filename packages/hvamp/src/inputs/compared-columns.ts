import type { Condition } from '@hvamp/rules'

/**
 * The columns that a condition compares, each once, but for those of which it asks whether they are missing; and whether a cell that is
 * missing meets it there, as it meets what must not hold.
 */
export function comparedColumns(
  condition: Condition,
): readonly { readonly column: string; readonly isMet: boolean }[] {
  const parts = partsOf(condition)
  const asked = new Set(parts.flatMap(({ part }) => ('missing' in part ? [part.missing] : [])))
  const met = new Map<string, boolean>()
  for (const { part, isNegated } of parts) {
    if ('column' in part && !asked.has(part.column))
      met.set(part.column, isNegated && met.get(part.column) !== false)
  }
  return Array.from(met, ([column, isMet]) => ({ column, isMet }))
}

interface Part {
  readonly part: Condition
  /** Whether it must not hold. */
  readonly isNegated: boolean
}

/** Its comparisons, and what it asks of missing cells. */
function partsOf(condition: Condition, isNegated = false): Part[] {
  if ('and' in condition) return condition.and.flatMap((part) => partsOf(part, isNegated))
  if ('or' in condition) return condition.or.flatMap((part) => partsOf(part, isNegated))
  if ('not' in condition) return partsOf(condition.not, !isNegated)
  return [{ part: condition, isNegated }]
}
