import { quoted, undecidedBut } from '../values/file-error'
import { areLineNumbers, isLineNumber } from './line-numbers'
import { orderNumbers } from './order-names'
import {
  COARSE,
  cellsIn,
  columnsOf,
  countOf,
  ENOUGH,
  FEWEST,
  inSeveral,
  type ReadColumns,
  type Rows,
} from './rows-beside'

/** Numbers of the lines of orders where items were looked for. */
export interface LineNumbers {
  readonly item: number
  readonly count: number
  /** The column of order numbers. */
  readonly order: number | undefined
  /** One that likely has the items, and how many. */
  readonly other: { readonly column: number; readonly count: number } | undefined
}

/**
 * The column of items, if its cells number the lines of each order: of orders by their name; or, if users have several, by a column of any
 * name; without orders, if another column has far more items.
 */
export function linesOf(header: readonly string[], rows: Rows, read: ReadColumns): LineNumbers | undefined {
  const item = read.item!
  const count = countOf(rows, item)
  const named = orderNumbers(header).find((column) => countOf(rows, column) > 0)
  const other = columnsOf(header, 'item', read)
    .filter((column) => column !== named)
    .map((column) => ({ column, count: countOf(rows, column) }))
    .find((each) => each.count >= Math.max(FEWEST, COARSE * count))
  const isOfOrders = named !== undefined && named !== read.user && named !== item
  const cells = cellsIn(rows, item)
  if (other) {
    const order = isOfOrders ? named : undefined
    return areLineNumbers(cells, order === undefined ? order : cellsIn(rows, order))
      ? { item, count, order, other }
      : undefined
  }
  if (!cells.every(isLineNumber)) return undefined
  const order = (isOfOrders ? [named] : unread(header, read)).find(
    (column) => areOfSeveral(rows, read.user!, column) && areLineNumbers(cells, cellsIn(rows, column)),
  )
  return order === undefined ? undefined : { item, count, order, other }
}

const unread = (header: readonly string[], read: ReadColumns) =>
  [...header.keys()].filter((column) => !Object.values(read).includes(column))

/** Whether enough users have several orders. */
const areOfSeveral = (rows: Rows, user: number, order: number) => inSeveral(rows, user, order) >= ENOUGH

export function numberedLines(header: readonly string[], lines: LineNumbers, where: string): Error {
  const { item, count, order, other } = lines
  const anew =
    order === undefined ? 'begin anew again and again' : `begin anew in each ${quoted(header[order]!)}`
  const beside = other ? `, beside ${quoted(header[other.column]!)} with ${other.count}` : ''
  const got = `${count} numbers of lines as ${quoted(header[item]!)}, which ${anew}${beside}`
  const option = 'columns.item'
  const likely = other ? { [option]: header[other.column]! } : {}
  return undecidedBut(where, 'ids of items', got, { options: [option], likely })
}
