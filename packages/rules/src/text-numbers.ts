import type { TableColumn } from '@hvamp/data'

/** A column of texts, or of lists of them. */
export type TextColumn = Extract<TableColumn, { type: 'text' | 'list' }>

const known = new WeakMap<TextColumn, ReadonlyMap<string, number>>()

/** The number of a text among those of a column; −1 for a text that it does not have. */
export function textNumber(column: TextColumn, text: string): number {
  const numbers = known.get(column) ?? new Map(column.texts.map((each, number) => [each, number]))
  known.set(column, numbers)
  return numbers.get(text) ?? -1
}
