import { requireKnown } from '@hvamp/random'
import type { Table } from './table'
import { emptyRows } from './table-rows'
import { typedTable } from './typed-table'

/**
 * A table out of rows in memory, such as those of a database; a column that a row lacks is a missing cell of it.
 *
 * @param options.name what errors call it
 * @param options.columns columns that it has even if no row does
 * @throws if a column has no name
 * @example tableFrom([{ sku: 'tea', price: 4.5, category: 'drinks' }], { name: 'products' })
 */
export function tableFrom(
  rows: readonly Readonly<Record<string, unknown>>[],
  options: { readonly name?: string | undefined; readonly columns?: readonly string[] | undefined } = {},
): Table {
  requireKnown('tableFrom: options', options, { name: true, columns: true })
  const { name = 'table', columns = [] } = options
  const names = new Set([...columns, ...rows.flatMap((row) => Object.keys(row))])
  emptyRows(name, [...names])
  return typedTable({
    name,
    cells: 'values',
    rowCount: rows.length,
    columns: new Map([...names].map((column) => [column, rows.map((row) => row[column])])),
    placeOf: (row) => `${name}: row ${row + 1}`,
  })
}
