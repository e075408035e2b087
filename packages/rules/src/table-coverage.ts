import type { ItemTable } from './item-table'

/** How an item table and the items of a model fit. */
export interface TableCoverage {
  /** What errors call the table. */
  readonly table: string
  readonly rows: number
  /** Rows of items that the model does not know. */
  readonly rowsWithoutItem: number
  readonly items: number
  /** Items of the model that have no row: they meet no condition, and have no title. */
  readonly itemsWithoutRow: number
}

/**
 * Counts the items of a model that have no row in a table, and the rows of no item of the model.
 *
 * @throws if no row is of an item of the model: then the ids mean something else
 * @example tableCoverage(products, model.itemIds).itemsWithoutRow
 */
export function tableCoverage(table: ItemTable, itemIds: readonly string[]): TableCoverage {
  const withRow = itemIds.filter((id) => table.rowOf(id) >= 0).length
  if (withRow === 0 && itemIds.length > 0) {
    throw new Error(
      `itemTable: ids must be those of the model's items, such as ${first(itemIds)}, got ${first(table.ids)} in ${table.name}, none of which is one`,
    )
  }
  const rows = table.ids.length
  return {
    table: table.name,
    rows,
    rowsWithoutItem: rows - withRow,
    items: itemIds.length,
    itemsWithoutRow: itemIds.length - withRow,
  }
}

/** The first ids, quoted. */
function first(ids: readonly string[]): string {
  return ids.length === 0
    ? 'no row'
    : ids
        .slice(0, 3)
        .map((id) => `'${id}'`)
        .join(', ')
}
