import type { Condition } from './condition'
import type { ItemTable } from './item-table'

/** A text that a condition compares a column with, and that no row of the table has. */
export interface UnmetValue {
  readonly column: string
  readonly value: string
}

/** The texts of a condition that no row of a table has in their columns, which it must know. */
export function unmetValues(condition: Condition, table: ItemTable): UnmetValue[] {
  if ('and' in condition) return condition.and.flatMap((part) => unmetValues(part, table))
  if ('or' in condition) return condition.or.flatMap((part) => unmetValues(part, table))
  if ('not' in condition) return unmetValues(condition.not, table)
  if ('missing' in condition) return []
  const { column } = condition
  const compared =
    'equals' in condition
      ? [condition.equals]
      : 'in' in condition
        ? condition.in
        : 'has' in condition
          ? [condition.has]
          : []
  const texts = textsOf(table, column)
  return compared.flatMap((value) =>
    typeof value === 'string' && texts && !texts.includes(value) ? [{ column, value }] : [],
  )
}

/** The different texts of a column; undefined of one that has none. */
export function textsOf(table: ItemTable, name: string): readonly string[] | undefined {
  const column = table.columns.get(name)
  return column && (column.type === 'text' || column.type === 'list') ? column.texts : undefined
}
