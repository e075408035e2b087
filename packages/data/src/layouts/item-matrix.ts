import { areSurelyTimes } from '../columns/headerless-table'
import { quoted, type UndecidedError, undecided } from '../values/file-error'
import { decimalIn } from '../values/numbers-in-text'

const FEWEST_ROWS = 3
const FEWEST_UNNAMED = 20 // columns without names, of which each may be an item

/** Whether rows have numbers or nothing in all columns but the first, as a matrix with a column for each item has. */
export function areNumbers(rows: readonly (readonly string[])[]): boolean {
  const isNumber = (cell: string) => cell === '' || Number.isFinite(decimalIn(cell))
  return rows.length >= FEWEST_ROWS && rows.every(([, ...cells]) => cells.every(isNumber))
}

/** Whether rows without a header may be such a matrix, as those of Jester are: so many numbers, and no times, describe no interaction. */
export function mayBeUnnamedMatrix(rows: readonly (readonly string[])[]): boolean {
  const first = rows[0]!
  if (first.length < FEWEST_UNNAMED || !areNumbers(rows)) return false
  return !first.some((_, column) => areSurelyTimes(rows.map((row) => row[column]!)))
}

/** The error of a matrix. @param cells names of its columns, or those of its first row */
export function matrixRefused(cells: readonly string[], where: string): UndecidedError {
  const shown = cells.slice(0, 3).map(quoted).join(', ')
  const got = `${cells.length} columns, ${shown} and others, of numbers or nothing: if each is an item, write a row for each user and item, as pandas' melt does`
  return undecided(where, 'a row for each user and item', got, ['columns'])
}
