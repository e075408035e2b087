import {
  type ColumnType,
  type EscapedCells,
  type Id,
  idText,
  isLikelyId,
  isMissing,
  isUndecided,
  type Table,
  type TableColumn,
  titleNames,
} from '@hvamp/data'
import { requireKnown } from '@hvamp/random'
import { type FilledDown, fillDown } from './fill-down'
import { REPEATED_CHOICES, type RepeatedChoice, withoutRepeatedRows } from './repeated-rows'
import { oneOf, shownNames } from './shown-value'
import { type StoreViews, withoutStoreViews } from './store-views'

/** What is known of items: a row each, found by id, under columns that have types. */
export interface ItemTable {
  /** What errors call it: the path of its file. */
  readonly name: string
  /** Name of the column of ids. */
  readonly id: string
  /** The ids of its items, in the order of their rows. */
  readonly ids: readonly string[]
  /** How many rows it has, those without an id too, as of a further picture of a product, which are of no item. */
  readonly rowCount: number
  /** All columns that can be read but that of the ids, in the table's order. */
  readonly columns: ReadonlyMap<string, TableColumn>
  /** Columns that no rule can name, with the error that says why: their cells are objects, or some are numbers and some texts. */
  readonly unreadable: ReadonlyMap<string, Error>
  /** Columns whose texts have the escapes of a database's export, as they stand. */
  readonly escaped?: readonly EscapedCells[]
  /** Columns that had values in one row of a product alone, which further rows of it have now. */
  readonly filledDown?: FilledDown
  /** Rows of single store views, which are of no item. */
  readonly storeViews?: StoreViews
  /** Rows that do not count, for another row of their item does. */
  readonly repeatedRows?: number
  /** Names of further columns that may have the ids of a model's items, where the column of ids was not chosen; absent without one. */
  readonly otherIds?: readonly string[]
  /** Name of the column that says what an item is called, if any does. */
  readonly title?: string
  /** The row of an item; −1 if it has none. */
  rowOf(id: Id): number
  /** What an item is called; undefined if the table does not say. */
  titleOf(id: Id): string | undefined
  /** Items of a list with what each is called, where the table says. */
  titled<Item extends { readonly item: Id }>(items: readonly Item[]): readonly Titled<Item>[]
}

/** Something about an item, with what it is called where that is known. */
export type Titled<About> = About & { readonly title?: string }

export interface ItemTableOptions {
  /** TableColumn of the ids; without it `id`, or the column that readers of interactions take for items: `item`, `movieId`, `sku`, … */
  readonly id?: string | undefined
  /** TableColumn of the titles; without it `title`, `name` or the like (`Artikelname`, `product_name`, `Désignation`), if the table has one and it is text. */
  readonly title?: string | undefined
  /** Types of columns that are not what their cells look like, such as sizes, which are texts, or lists in one text. */
  readonly types?: Readonly<Record<string, ColumnType>> | undefined
  /** Which of the rows of an item counts where they differ: by default such rows are refused. */
  readonly repeated?: RepeatedChoice | undefined
}

/** The share of rows with an id in a table of items: a product of a shop's export may have a dozen further rows with pictures. */
const FEWEST_WITH_ID = 0.05
/** How well a column fits whose rows have an id of their own, where they have one. */
const OWN_IDS = 2

/**
 * A table as one of items. A row without an id is of no item, and of rows of an item that say the same one counts. What stands in the first row of a product alone, or in one that others name, holds for its further rows. A column whose cells are no values of one type, as of a publisher's JSON,
 * stands in the way of nothing but a rule that names it.
 *
 * @throws if there is no column of ids, nearly all rows lack one, rows of one differ, or a cell is not of the type that `types` has for its
 *   column
 * @example const products = itemTable(await readTableFile('products.csv'), { types: { tags: { list: '|' } } })
 */
export function itemTable(table: Table, options: ItemTableOptions = {}): ItemTable {
  requireKnown('itemTable: options', options, { id: true, title: true, types: true, repeated: true })
  const { id, title, types = {}, repeated } = options
  if (repeated !== undefined && !REPEATED_CHOICES.includes(repeated))
    throw new Error(`itemTable: repeated must be ${REPEATED_CHOICES.join(' or ')}, got '${repeated}'`)
  const idName = idColumn(table, id)
  for (const column of Object.keys(types)) requireColumn(table, column, 'types')
  if (title !== undefined) requireColumn(table, title, 'title')
  const { ids: viewed, storeViews } = withoutStoreViews(table, idsOf(table, idName))
  const read = new Map<string, TableColumn>()
  const unreadable = new Map(table.unread)
  const typeOf = (name: string) =>
    Object.hasOwn(types, name) ? types[name] : name === title ? 'text' : undefined
  for (const name of table.columnNames) {
    if (name === idName) continue
    const type = typeOf(name)
    try {
      read.set(name, table.column(name, type))
    } catch (error) {
      if (type !== undefined || isUndecided(error)) throw error
      unreadable.set(name, error as Error)
    }
  }
  const otherIds = id === undefined ? otherIdsOf(table, idName, read) : []
  const of = { table: table.name, id: idName, otherIds, columns: read, repeated }
  const { ids, repeatedRows } = withoutRepeatedRows(viewed, of)
  const rows = new Map(ids.flatMap((own, row) => (own === undefined ? [] : [[own, row]])))
  const found = title ?? titleNames([...read.keys()], idName).find((name) => read.get(name)?.type === 'text')
  const { columns, filledDown } = fillDown({ columns: read, ids }, read.get(found ?? ''))
  const titles = found === undefined ? undefined : columns.get(found)
  if (titles && titles.type !== 'text') {
    throw new Error(`${table.name}: column '${found}' must be text to be the title, got ${titles.type}`)
  }
  const rowOf = (own: Id) => rows.get(idText(own) ?? '') ?? -1
  const titleOf = (own: Id) => titles?.texts[titles.values[rowOf(own)] ?? -1]
  return {
    name: table.name,
    id: idName,
    ids: [...rows.keys()],
    rowCount: ids.length,
    columns,
    unreadable,
    ...(table.escaped && { escaped: table.escaped }),
    ...(filledDown && { filledDown }),
    ...(storeViews && { storeViews }),
    ...(repeatedRows > 0 && { repeatedRows }),
    ...(otherIds.length > 0 && { otherIds }),
    ...(found !== undefined && { title: found }),
    rowOf,
    titleOf,
    titled(items) {
      if (titles === undefined) return items
      return items.map((about) => {
        const called = titleOf(about.item)
        return called === undefined ? about : { ...about, title: called }
      })
    },
  }
}

function idColumn(table: Table, chosen: string | undefined): string {
  if (chosen !== undefined) {
    requireColumn(table, chosen, 'id')
    return chosen
  }
  const found = table.columnNames.find((name) => name.toLowerCase() === 'id')
  const known = found ?? table.find('item', (name) => idsFit(table, name))
  if (known === undefined) {
    throw new Error(
      `${table.name}: expected a column of ids, such as 'id' or 'sku', got ${shownNames(table.columnNames)}`,
    )
  }
  return known
}

/** Columns of rows with an id of their own, by their names and cells, beside the one that was found. */
function otherIdsOf(table: Table, id: string, columns: ReadonlyMap<string, TableColumn>): readonly string[] {
  return [...columns.keys()].filter(
    (name) => name !== id && isLikelyId(name, 'item') && idsFit(table, name) >= OWN_IDS,
  )
}

/**
 * How well the cells of a column may be ids: 3 where each row has one of its own, 2 where those rows have that have one, 1 where some are
 * the same, 0 without enough of them.
 */
function idsFit(table: Table, name: string): number {
  try {
    const column = table.column(name, 'text')
    if (column.type !== 'text') return 0
    const filled = column.values.filter((text) => text >= 0 && !isMissing(column.texts[text]!)).length
    if (filled === 0 || filled < table.rowCount * FEWEST_WITH_ID) return 0
    const differ = column.texts.filter((text) => !isMissing(text)).length === filled
    if (!differ) return 1
    return filled === table.rowCount ? 3 : OWN_IDS
  } catch {
    return 0 // objects
  }
}

/** The ids of the rows, undefined where a cell is empty or stands for nothing, as NULL does. @throws if nearly all are: then the ids stand elsewhere */
function idsOf(table: Table, name: string): (string | undefined)[] {
  const column = table.column(name, 'text')
  if (column.type !== 'text') throw new Error(`${table.name}: '${name}' must be text`)
  const texts = column.texts.map((text) => (isMissing(text) ? undefined : text))
  const ids = Array.from(column.values, (text) => texts[text])
  const found = ids.filter((id) => id !== undefined).length
  if (found < ids.length * FEWEST_WITH_ID) {
    const got = `none in ${ids.length - found} of ${ids.length} rows, the first of them row ${ids.indexOf(undefined) + 1}`
    throw new Error(`${table.name}: rows must have an id in '${name}', got ${got}`)
  }
  return ids
}

function requireColumn(table: Table, name: string, option: string): void {
  if (table.columnNames.includes(name)) return
  const why = table.unread?.get(name)
  if (why) throw why
  throw new Error(`${table.name}: ${option} must be a column of the table, ${oneOf(table.columnNames, name)}`)
}
