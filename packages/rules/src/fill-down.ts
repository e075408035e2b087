import type { TableColumn } from '@hvamp/data'
import { isMissingCell } from './missing-cells'
import { type NamingTable, parentRows } from './parent-rows'

const FEWEST = 3 // groups of several items that show it
const SHARE = 0.9 // of these
/** Words in names of what each variant has of its own, so that a row without it has none: `Variant Compare At Price`, `Cost per item`. */
const OF_VARIANTS = new Set([
  ...[
    'variant',
    'price',
    'cost',
    'sku',
    'barcode',
    'ean',
    'gtin',
    'inventory',
    'stock',
    'quantity',
    'qty',
    'weight',
    'grams',
  ],
  ...[
    'preis',
    'bestand',
    'menge',
    'gewicht',
    'prix',
    'precio',
    'prezzo',
    'prijs',
    'voorraad',
    'cena',
    'pris',
    'lager',
  ],
])
const isOfVariants = (name: string) =>
  /^option\d*[ _-]?value/i.test(name) ||
  name.split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u).some((word) => OF_VARIANTS.has(word.toLowerCase()))

/** Columns whose values stand in one row of several alone, and by which column these rows belong together. */
export interface FilledDown {
  readonly by: string
  /** Whether the values are those of the first row with the same value, or of the row that the column names. */
  readonly from: 'first row' | 'named row'
  readonly columns: readonly string[]
}

/**
 * Gives the variants of a product its values, where a table has them once alone: in the first of its rows, or in a row of its own.
 *
 * First rows are known by a column that all rows have, in which rows of one value, three and more such groups of several items, follow on
 * each other: nearly all first rows of these have a value, and no further row of an item has one. Where most further rows have titles of
 * their own, they are other products, such as those of a category. Rows of their own are known by a column that names them, three and more:
 * some of these have a value, and no row of an item that names one has. Prices, stock and what else each variant has of its own are left as
 * they are.
 *
 * @param titles of the rows, where a column has them
 */
export function fillDown(
  table: NamingTable,
  titles?: TableColumn,
): {
  readonly columns: ReadonlyMap<string, TableColumn>
  readonly filledDown?: FilledDown
} {
  const { columns, ids } = table
  let best: (FilledDown & { readonly firsts: Int32Array }) | undefined
  const parentsIn = parentRows(table)
  const withGaps = [...columns].filter(([name, column]) => hasGap(column, ids.length) && !isOfVariants(name))
  const tried: Grouping[] = [] // which other columns may make, too
  for (const [by, column] of columns) {
    const groups = firstRows(column, ids.length)
    const inOrder = groups && titles && haveOwnTitles(titles, groups, ids) ? undefined : groups
    const firsts = inOrder ?? parentsIn(column)
    if (!firsts) continue
    const grouping = groupingOf(firsts, ids, inOrder ? SHARE : 0)
    if (grouping.several.size < FEWEST || tried.some((each) => isSame(each, grouping))) continue
    tried.push(grouping)
    const found = withGaps.filter(([, each]) => isInFirstRows(each, grouping))
    if (found.length > (best?.columns.length ?? 0)) {
      const from = inOrder ? 'first row' : 'named row'
      best = { by, from, columns: found.map(([name]) => name), firsts }
    }
  }
  if (!best) return { columns }
  const { firsts, ...filledDown } = best
  const filled = new Map(columns)
  for (const name of filledDown.columns) filled.set(name, filledColumn(columns.get(name)!, firsts))
  return { columns: filled, filledDown }
}

/**
 * What was filled down, in words.
 *
 * @example filledDownInWords({ by: 'Handle', from: 'first row', columns: ['Vendor'] }) // "'Vendor' stands in the first row of each 'Handle' alone, and …"
 */
export function filledDownInWords({ by, from, columns }: FilledDown): string {
  const [stand, hold] = columns.length === 1 ? ['stands', 'holds'] : ['stand', 'hold']
  const names = columns.map((column) => `'${column}'`).join(', ')
  return from === 'first row'
    ? `${names} ${stand} in the first row of each '${by}' alone, and ${hold} for the rows below it`
    : `${names} ${stand} in the rows that '${by}' names alone, and ${hold} for the rows that name them`
}

/** The first row of each row's group; undefined where a column makes no groups of rows that follow on each other. */
function firstRows(column: TableColumn, rowCount: number): Int32Array | undefined {
  if (column.type !== 'text' && column.type !== 'number') return undefined
  const { values } = column
  const seen = new Set<number>()
  const firsts = new Int32Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    if (isMissingCell(column, row)) return undefined
    const value = values[row]!
    if (row > 0 && value === values[row - 1]) {
      firsts[row] = firsts[row - 1]!
    } else {
      if (seen.has(value)) return undefined
      seen.add(value)
      firsts[row] = row
    }
  }
  return seen.size < rowCount ? firsts : undefined
}

/** Whether most further rows of items have a title, and another one than their first row. */
function haveOwnTitles(titles: TableColumn, firsts: Int32Array, ids: NamingTable['ids']): boolean {
  const further = firsts.filter((first, row) => first !== row && ids[row] !== undefined).length
  const own = firsts.filter(
    (first, row) =>
      ids[row] !== undefined && !isMissingCell(titles, row) && titles.values[row] !== titles.values[first],
  ).length
  return 2 * own > further
}

/** Rows that belong together. */
interface Grouping {
  readonly firsts: Int32Array
  /** Rows of items that are not the first of their group. */
  readonly further: readonly number[]
  /** The first rows of these. */
  readonly several: ReadonlySet<number>
  /** The share of first rows that have a value in a column that is filled down. */
  readonly share: number
}

function groupingOf(firsts: Int32Array, ids: NamingTable['ids'], share: number): Grouping {
  const further = [...firsts.keys()].filter((row) => firsts[row] !== row && ids[row] !== undefined)
  return { firsts, further, several: new Set(further.map((row) => firsts[row]!)), share }
}

function isSame(one: Grouping, other: Grouping): boolean {
  return one.share === other.share && one.firsts.every((first, row) => first === other.firsts[row])
}

function hasGap(column: TableColumn, rowCount: number): boolean {
  for (let row = 0; row < rowCount; row++) if (isMissingCell(column, row)) return true
  return false
}

/** Whether a column has values in first rows alone, in more than a share of those of several items. */
function isInFirstRows(column: TableColumn, { further, several, share }: Grouping): boolean {
  if (!further.every((row) => isMissingCell(column, row))) return false
  const filled = [...several].filter((first) => !isMissingCell(column, first)).length
  return filled > 0 && filled >= share * several.size
}

/** A column in which a row without a value has that of its first row. */
function filledColumn(column: TableColumn, firsts: Int32Array): TableColumn {
  const from = firsts.map((first, row) => (isMissingCell(column, row) ? first : row))
  if (column.type !== 'list') {
    const values = column.values.map((_, row) => column.values[from[row]!]!)
    return { ...column, values } as TableColumn
  }
  const offsets = new Int32Array(from.length + 1)
  const values: number[] = []
  for (const [row, other] of from.entries()) {
    for (let at = column.offsets[other]!; at < column.offsets[other + 1]!; at++)
      values.push(column.values[at]!)
    offsets[row + 1] = values.length
  }
  return { ...column, offsets, values: Int32Array.from(values) }
}
