import type { TableColumn } from '@hvamp/data'

/**
 * Whether a row has no value in a column: of lists, none in it.
 *
 * @example isMissingCell(products.columns.get('price')!, products.rowOf('7'))
 */
export function isMissingCell(column: TableColumn, row: number): boolean {
  if (column.type === 'list') return column.offsets[row] === column.offsets[row + 1]
  const value = column.values[row]!
  return column.type === 'number' || column.type === 'date' ? Number.isNaN(value) : value < 0
}
