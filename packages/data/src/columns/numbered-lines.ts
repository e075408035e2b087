import { quoted, undecidedBut } from '../values/file-error'
import { areLineNumbers } from './line-numbers'
import { orderNumbers } from './order-names'
import {
  COARSE,
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

/** The column of items, if its cells number the lines of each order; without orders, if another column has far more items. */
export function linesOf(header: readonly string[], rows: Rows, read: ReadColumns): LineNumbers | undefined {
  const item = read.item!
  const count = countOf(rows, item)
  const order = orderNumbers(header)
  const other = columnsOf(header, 'item', read)
    .filter((column) => column !== order)
    .map((column) => ({ column, count: countOf(rows, column) }))
    .find((each) => each.count >= Math.max(FEWEST, COARSE * count))
  const ofOrders = order !== undefined && order !== read.user && order !== item ? order : undefined
  if (!other && (ofOrders === undefined || !areOfSeveral(rows, read.user!, ofOrders))) return undefined
  const cells = rows.map((row) => row[item] ?? '')
  const lists = ofOrders === undefined ? undefined : rows.map((row) => row[ofOrders] ?? '')
  return areLineNumbers(cells, lists) ? { item, count, order: ofOrders, other } : undefined
}

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
