import type { Condition } from './condition'
import type { ItemTable } from './item-table'
import { isMissingCell } from './missing-cells'

/** Items of a model whose row has no value in a column that rules ask. */
export interface ItemsWithoutValue {
  readonly column: string
  /** How many there are. */
  readonly items: number
  /**
   * What that means: a condition that compares the column holds of none of them (`unmet`), or of all, as it asks what must not hold (`met`);
   * a limit does not limit them (`unlimited`); a column of weights leaves them at 1 (`unweighted`).
   */
  readonly are: 'unmet' | 'met' | 'unlimited' | 'unweighted'
}

/**
 * Those of the columns that rules ask, each once; none of a column of which a condition asks whether it is missing.
 *
 * @param conditions those of the rules
 * @param columns.limited those of limits
 * @param columns.weights that of weights
 * @param rows those of the items, −1 where one has none
 */
export function itemsWithoutValue(
  conditions: readonly Condition[],
  { limited, weights }: { readonly limited: readonly string[]; readonly weights: string | undefined },
  { table, rows }: { readonly table: ItemTable; readonly rows: Int32Array },
): ItemsWithoutValue[] {
  const asked = [
    ...conditions
      .flatMap(comparedColumns)
      .map(({ column, isMet }) => ({ column, are: isMet ? ('met' as const) : ('unmet' as const) })),
    ...limited.map((column) => ({ column, are: 'unlimited' as const })),
    ...(weights === undefined ? [] : [{ column: weights, are: 'unweighted' as const }]),
  ]
  const found = new Map<string, ItemsWithoutValue>()
  for (const { column: name, are } of asked) {
    const column = table.columns.get(name)
    const items = column ? rows.filter((row) => row >= 0 && isMissingCell(column, row)).length : 0
    if (items > 0) found.set(JSON.stringify([name, are]), { column: name, items, are })
  }
  return [...found.values()]
}

/**
 * The columns that a condition compares, each once, but for those of which it asks whether they are missing; and whether a cell that is
 * missing meets it there, as it meets what must not hold.
 */
function comparedColumns(
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
