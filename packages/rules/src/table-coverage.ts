import { otherSpellings, type TableColumn } from '@hvamp/data'
import type { FilledDown } from './fill-down'
import type { ItemTable } from './item-table'
import type { StoreViews } from './store-views'

/** How an item table and the items of a model fit. */
export interface TableCoverage {
  /** What errors call the table. */
  readonly table: string
  /** All rows, those without an id too. */
  readonly rows: number
  /** Rows that have no id, and so belong to no item. */
  readonly rowsWithoutId: number
  /** Rows with an id, of items that the model does not know. */
  readonly rowsWithoutItem: number
  readonly items: number
  /** Items of the model that have no row: they meet no condition, and have no title. */
  readonly itemsWithoutRow: number
  /** Items of the model that have a row, but no title in it; absent where all have one, or none can. */
  readonly itemsWithoutTitle?: number
  /** Columns of which further rows of a product have the value of one of them. */
  readonly filledDown?: FilledDown
  /** Rows of single store views, of items that have a row for all of them. */
  readonly storeViews?: StoreViews
  /** Rows that do not count, for another row of their item does. */
  readonly repeatedRows?: number
}

/**
 * Counts the items of a model that have no row in a table, and the rows of no item of the model.
 *
 * @throws if no row is of an item of the model: then the ids mean something else; if another column has as many of their ids
 *   in other rows, and none was chosen; or if the column of ids has the name of one that has
 *   no row: then the first row was taken for names
 * @example tableCoverage(products, model.itemIds).itemsWithoutRow
 */
export function tableCoverage(table: ItemTable, itemIds: readonly string[]): TableCoverage {
  requireNames(table, itemIds)
  const withRow = itemIds.filter((id) => table.rowOf(id) >= 0).length
  const { ids, rowCount: rows, filledDown, storeViews, repeatedRows } = table
  if (withRow === 0 && itemIds.length > 0) {
    throw new Error(
      `itemTable: ids must be those of the model's items, such as ${first(itemIds)}, got ${first(ids)} in ${table.name}, none of which is one${otherwise(table, itemIds)}`,
    )
  }
  requireOneColumn(table, itemIds, withRow)
  const untitled =
    table.title === undefined
      ? 0
      : itemIds.filter((id) => table.rowOf(id) >= 0 && table.titleOf(id) === undefined).length
  return {
    table: table.name,
    rows,
    rowsWithoutId: rows - ids.length - (storeViews?.rows ?? 0) - (repeatedRows ?? 0),
    rowsWithoutItem: ids.length - withRow,
    items: itemIds.length,
    itemsWithoutRow: itemIds.length - withRow,
    ...(untitled > 0 && { itemsWithoutTitle: untitled }),
    ...(filledDown && { filledDown }),
    ...(storeViews && { storeViews }),
    ...(repeatedRows !== undefined && { repeatedRows }),
  }
}

/** @throws if another column has the ids of as many items, or more, in other rows: which are those of the model, only a choice says */
function requireOneColumn(
  { name, id, otherIds = [], columns, rowOf }: ItemTable,
  itemIds: readonly string[],
  withRow: number,
): void {
  for (const other of otherIds) {
    const rows = rowsOf(columns.get(other))
    const found = itemIds.filter((item) => rows.has(item))
    if (found.length === 0 || found.length < withRow || found.every((item) => rows.get(item) === rowOf(item)))
      continue
    const most = found.length > withRow
    const got = `${withRow} of ${itemIds.length} in '${id}' and ${found.length} in '${other}' of ${name}`
    throw new Error(
      `itemTable: ids must be those of the model's items, got ${got}: ${most ? `column '${other}' has them` : `columns '${id}' and '${other}' both have them`}`,
    )
  }
}

/** The row of each value of a column. */
function rowsOf(column: TableColumn | undefined): ReadonlyMap<string, number> {
  if (column?.type === 'text')
    return new Map(Array.from(column.values, (text, row) => [column.texts[text] ?? '', row]))
  if (column?.type === 'number')
    return new Map(Array.from(column.values, (value, row) => [String(value), row]))
  return new Map()
}

function requireNames({ name, id, columns, rowOf }: ItemTable, itemIds: readonly string[]): void {
  const names = [id, ...columns.keys()]
  const areNumbers = names.every((each) => /^\d+$/.test(each) && Number(each) < names.length)
  if (areNumbers || rowOf(id) >= 0 || !itemIds.includes(id)) return
  throw new Error(
    `${name}: names of columns must be no items of the model, got '${id}', which is one: its first line may be a row`,
  )
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

/** Where the ids of a model are in a table: in another column, or in this one as another program writes them; nothing where they are not. */
function otherwise({ ids, rowOf, columns, rowCount }: ItemTable, itemIds: readonly string[]): string {
  const items = new Set(itemIds)
  for (const [name, column] of columns)
    if (hasIds(column, { items, rowCount })) return `: column '${name}' has them`
  const twins =
    firstTwin(ids, (id) => items.has(id)) ?? firstTwin(itemIds, (id) => rowOf(id) >= 0)?.toReversed()
  if (!twins) return ''
  return `: '${twins[0]}' stands for '${twins[1]}': write it in the table as in the data`
}

/** Whether most rows have a value of their own in a column of texts or numbers, and most of these are ids of a model. */
function hasIds(
  column: TableColumn,
  { items, rowCount }: { readonly items: ReadonlySet<string>; readonly rowCount: number },
): boolean {
  if (column.type !== 'text' && column.type !== 'number') return false
  const values = column.type === 'text' ? column.texts : [...new Set(column.values)].map(String)
  const found = values.filter((value) => items.has(value)).length
  return 2 * values.length > rowCount && 2 * found > Math.min(values.length, items.size)
}

/** The first of some ids that is there in another spelling, and that spelling. */
function firstTwin(ids: readonly string[], isThere: (id: string) => boolean): string[] | undefined {
  for (const id of ids) {
    for (const other of otherSpellings(id)) if (isThere(other.id)) return [id, other.id]
  }
  return undefined
}
