import { isMissing } from '../values/missing-ids'
import { areLineNumbers } from './line-numbers'
import { orderNumbers } from './order-names'
import { cellsIn, columnsOf, countOf, ENOUGH, type Rows } from './rows-beside'
import type { ColumnsFound } from './shared-names'

/** Names of columns of users and items beside those that are read, which have a value in each row and as many different ones. */
export interface FullColumns {
  readonly user?: string
  readonly item?: string
}

/**
 * Such columns, by the first rows, for the roles that the caller chose none for; not one that numbers orders once more, as PrestaShop's
 * `reference`, or their lines, as WooCommerce's `Item #`.
 */
export function fullColumns(
  { header, labels = header, read, chosen }: ColumnsFound,
  rows: Rows,
): FullColumns {
  const orders = orderNumbers(labels)
  const full = (['user', 'item'] as const).flatMap((role) => {
    if (chosen?.[role] !== undefined || rows.length === 0) return []
    const own = countOf(rows, read[role]!)
    const other = columnsOf(labels, role, read).find(
      (column) =>
        countOf(rows, column) >= own &&
        rows.every((row) => !isMissing(row[column] ?? '')) &&
        !(role === 'item' && isOneValue(rows, column)) &&
        !orders.some(
          (order) =>
            column === order ||
            tellSame(rows, column, order) ||
            areLineNumbers(cellsIn(rows, column), cellsIn(rows, order)),
        ),
    )
    return other === undefined ? [] : [[role, header[other]!] as const]
  })
  return Object.fromEntries(full)
}

/** Whether enough rows have the same value, which is no item of each. */
function isOneValue(rows: Rows, column: number): boolean {
  return rows.length >= ENOUGH && countOf(rows, column) === 1
}

/** Whether two columns tell the same rows apart, fewer than all. */
function tellSame(rows: Rows, column: number, other: number): boolean {
  const count = countOf(rows, column)
  if (count === rows.length || count !== countOf(rows, other)) return false
  return new Set(rows.map((row) => `${row[column]}\n${row[other]}`)).size === count
}
