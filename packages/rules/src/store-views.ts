import { isMissing, type Table } from '@hvamp/data'

/** Rows of a table that say of an item what differs in one view of a store. */
export interface StoreViews {
  /** The column that names the view. */
  readonly column: string
  readonly rows: number
}

const NAME = /^store[ _-]?view(?:[ _-]?code)?$/i

/**
 * Leaves out the rows of single store views, as Magento exports them: their column has a value, and another row of the same id has none
 * there, which has all facts of the item.
 *
 * @param ids of the rows, undefined where a row is of no item
 */
export function withoutStoreViews(
  table: Table,
  ids: readonly (string | undefined)[],
): { readonly ids: readonly (string | undefined)[]; readonly storeViews?: StoreViews } {
  const column = table.columnNames.find((name) => NAME.test(name))
  const views = column === undefined ? undefined : table.column(column, 'text')
  if (column === undefined || views?.type !== 'text') return { ids }
  const isOfView = (row: number) => !isMissing(views.texts[views.values[row]!] ?? '')
  const whole = new Set(ids.filter((_, row) => !isOfView(row)))
  const kept = ids.map((id, row) => (isOfView(row) && whole.has(id) ? undefined : id))
  const rows = kept.filter((id, row) => id !== ids[row]).length
  return rows === 0 ? { ids } : { ids: kept, storeViews: { column, rows } }
}
