import { isMissing } from '../values/missing-ids'
import { numberIn } from '../values/numbers-in-text'
import type { ColumnRole } from './column-names'
import { areSurelyTimes, EARLIEST, isRating, MOST_RATINGS, mayNameRows } from './headerless-table'
import { belongsTo } from './likely-ratings'

type Columns = { readonly [role in ColumnRole]?: number }

/**
 * Numbers of the columns by which a table without header can likely be read, where its values show them: one column of times, one of ratings that are
 * not all a user's or an item's own, both with some missing at most, a first one of names of rows, and two others, of users and of items. Undefined
 * where they do not, where ids are missing, or where these are the usual places.
 *
 * @param rows of the same number of cells
 */
export function likelyOrder(rows: readonly (readonly string[])[]): Columns | undefined {
  const columns = Array.from(rows[0]!, (_, column) => column)
  const cellsOf = (column: number) => rows.map((row) => row[column]!)
  const rowsWith = (column: number) => rows.filter((row) => !isMissing(row[column]!))
  const knownOf = (column: number) => rowsWith(column).map((row) => row[column]!)
  const filled = columns.filter((column) => knownOf(column).length > 0)
  const sure = filled.filter((column) => areSurelyTimes(knownOf(column)))
  const times = sure.length > 0 ? sure : filled.filter((column) => areSurelyTimes(knownOf(column), EARLIEST))
  const others = columns.filter((column) => !times.includes(column))
  const scales = others.filter((column) => column > 0 && areRatings(knownOf(column)))
  const rest = others.filter((column) => !scales.includes(column))
  const ratings = scales.filter((column) => !rest.some((owner) => belongsTo(rowsWith(column), owner, column)))
  const ids = rest.length === 3 && rest[0] === 0 && mayNameRows(cellsOf(0)) ? rest.slice(1) : rest
  if (ids.length !== 2 || times.length > 1 || ratings.length > 1) return undefined
  if (ids.some((column) => knownOf(column).length < rows.length)) return undefined
  const order = { user: ids[0], item: ids[1], rating: ratings[0], timestamp: times[0] }
  const isUsual = Object.values(order).every((place, role) => place === undefined || place === role)
  if (isUsual) return undefined
  return Object.fromEntries(Object.entries(order).filter(([, place]) => place !== undefined))
}

function areRatings(cells: readonly string[]): boolean {
  const different = new Set(cells.map(numberIn)).size
  return different > 1 && different <= MOST_RATINGS && cells.every(isRating)
}
