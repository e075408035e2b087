import type { TableColumn } from '@hvamp/data'
import { comparedTexts } from './compared-texts'
import type { Condition } from './condition'
import type { ItemTable } from './item-table'

/** A text that a condition compares a column with, and that no item of the model has. */
export interface UnmetValue {
  readonly column: string
  readonly value: string
}

/**
 * The texts of a condition that no item has in their columns, which the table must know.
 *
 * @param rows those of the items, −1 where one has none
 */
export function unmetValues(condition: Condition, table: ItemTable, rows: Int32Array): UnmetValue[] {
  return comparedTexts(condition).flatMap(({ column: name, value }) => {
    const column = table.columns.get(name)
    if (column?.type !== 'text' && column?.type !== 'list') return []
    return isMet(column, column.texts.indexOf(value), rows) ? [] : [{ column: name, value }]
  })
}

/** Whether a row has a text, by its number. */
function isMet(
  column: Extract<TableColumn, { type: 'text' | 'list' }>,
  text: number,
  rows: Int32Array,
): boolean {
  if (text < 0) return false
  if (column.type === 'text') return rows.some((row) => row >= 0 && column.values[row] === text)
  const { offsets, values } = column
  return rows.some((row) => row >= 0 && values.subarray(offsets[row], offsets[row + 1]).includes(text))
}

/** The different texts of a column; undefined of one that has none. */
export function textsOf(table: ItemTable, name: string): readonly string[] | undefined {
  const column = table.columns.get(name)
  return column && (column.type === 'text' || column.type === 'list') ? column.texts : undefined
}
