import { dateIn, type TableColumn } from '@hvamp/data'
import { comparedTexts } from './compared-texts'
import type { Condition } from './condition'
import type { ItemTable } from './item-table'
import { type TextColumn, textNumber } from './text-numbers'

/** A text, or a date, that a condition compares a column with, and that no item of the model has. */
export interface UnmetValue {
  readonly column: string
  readonly value: string
}

/**
 * The texts and dates of a condition that no item has in their columns, which the table must know.
 *
 * @param rows those of the items, −1 where one has none
 */
export function unmetValues(condition: Condition, table: ItemTable, rows: Int32Array): UnmetValue[] {
  const met = new Map<TableColumn, (value: string) => boolean>()
  return comparedTexts(condition).flatMap(({ column: name, value }) => {
    const column = table.columns.get(name)
    if (column === undefined) return []
    const isMet = met.get(column) ?? metBy(column, rows)
    met.set(column, isMet)
    return isMet(value) ? [] : [{ column: name, value }]
  })
}

/** Whether some rows have a text, or a date, in a column; of one that has neither all count as met. */
function metBy(column: TableColumn, rows: Int32Array): (value: string) => boolean {
  if (column.type === 'date') {
    const seconds = new Set(Array.from(rows, (row) => column.values[row])) // none for −1
    return (value) => seconds.has(dateIn(value))
  }
  if (column.type !== 'text' && column.type !== 'list') return () => true
  const isMet = metTexts(column, rows)
  return (value) => isMet[textNumber(column, value)] === 1
}

/** The texts of a column that some rows have: [texts], 1 for each that one has. */
function metTexts(column: TextColumn, rows: Int32Array): Uint8Array {
  const met = new Uint8Array(column.texts.length)
  const { values } = column
  for (const row of rows) {
    if (row < 0) continue
    const [begin, end] =
      column.type === 'list' ? [column.offsets[row]!, column.offsets[row + 1]!] : [row, row + 1]
    for (let place = begin; place < end; place++) met[values[place]!] = 1 // −1, a missing cell, writes nothing
  }
  return met
}

/** The different texts of a column; undefined of one that has none. */
export function textsOf(table: ItemTable, name: string): readonly string[] | undefined {
  const column = table.columns.get(name)
  return column && (column.type === 'text' || column.type === 'list') ? column.texts : undefined
}
