import { numberIn } from '../values/numbers-in-text'
import { isDate } from '../values/times-in-text'

/** And lowest, below zero: percentages, and the scale of Jester. */
export const HIGHEST_RATING = 100
/** In seconds: 1973; a number from here up may be a time. */
export const EARLIEST = 1e8
/** In seconds: 1998; a column that is above throughout, of ten digits or more, is hardly one of items. */
export const EARLIEST_SURE = 9e8
const LATEST = 2.2e9 // seconds: 2039
export const MOST_RATINGS = 11 // different values of a column of ratings: 0 to 10
const FEW = 5 // lines that show a pattern
const ENOUGH = 20 // rows whose ids differ by no chance
const INTEGER = /^-?\d+$/
const ASIN = /^(B[0-9A-Z]{9}|\d{9}[\dX])$/
const AMAZON_USER = /^A[0-9A-Z]{9,27}$/
const MOST = 0.9 // of the ids of a column that are of one kind

/** Why it is not sure what stands where in a table without header. */
export interface DoubtInTable {
  readonly why: string
  /** The first row that shows it, from 0, where one is enough. */
  readonly row?: number
}

/**
 * Why a table without header is not surely user, item, rating and time; undefined if it is.
 *
 * Sure are two columns of integers; or three or four with ratings in the third and times in the fourth, if ids occur again.
 *
 * @param rows of the same number of fields
 */
export function doubtAbout(rows: readonly (readonly string[])[]): DoubtInTable | undefined {
  const width = rows[0]!.length
  const column = (number: number) => rows.map((row) => row[number]!)
  const offender = (number: number, holds: (cell: string) => boolean) =>
    column(number).findIndex((cell) => !holds(cell))
  const every = (number: number, holds: (cell: string) => boolean) => column(number).every(holds)
  if (every(0, (cell) => cell.endsWith(':')))
    return { why: 'a first field that ends with a colon, as before a list of items' }
  if (width < 2 || width > 4) return { why: `${width} fields without a header` }
  for (const [place, name] of [
    [0, 'first'],
    [1, 'second'],
  ] as const) {
    const row = offender(place, (cell) => /[\p{L}\p{N}]/u.test(cell))
    if (row >= 0) return { why: `a ${name} field without a letter or a digit`, row }
  }
  if (width === 2) {
    if (!every(0, isInteger) || !every(1, isInteger)) return { why: 'two fields of text without a header' }
    if (every(1, (cell) => numberIn(cell) >= EARLIEST_SURE))
      return { why: 'a second field that looks like a time' }
    const isRated =
      rows.length > 2 && !repeats(column(0)) && every(1, (cell) => Math.abs(numberIn(cell)) <= 10)
    return isRated ? { why: 'ids and small numbers: a second field that may be a rating' } : undefined
  }
  const timePlace = ([0, 1] as const).find((place) => areTimes(column(place), column(2)))
  if (timePlace !== undefined)
    return { why: `a ${timePlace === 0 ? 'first' : 'second'} field that looks like a time` }
  if (rows.length >= FEW && every(0, isInteger) && column(0).every(followsOn))
    return { why: 'a first field that counts the rows' }
  if (every(2, isInteger) && new Set(column(2)).size > MOST_RATINGS && mayNameRows(column(0)))
    return {
      why: 'a first field that differs in every row, as names of rows do, and a third one of many numbers',
    }
  if (every(2, (cell) => isInteger(cell) && numberIn(cell) >= EARLIEST) || every(2, isDate)) {
    return { why: 'a third field that looks like a time' }
  }
  const unrated = offender(2, isRating)
  if (unrated >= 0) return { why: 'a third field that is not a rating', row: unrated }
  const untimed = width < 4 ? -1 : offender(3, isTime)
  if (untimed >= 0) return { why: 'a fourth field that is not a time', row: untimed }
  if (every(0, (cell) => ASIN.test(cell)) && !every(1, (cell) => ASIN.test(cell))) {
    return { why: 'a first field that looks like a product' }
  }
  return repeats(column(0)) || repeats(column(1)) ? undefined : { why: 'no id twice' }
}

/** Whether the third column has texts or nothing, without times in the fourth, as movies have them; ratings have numbers, and tags times. */
export function areDescriptions(rows: readonly (readonly string[])[]): boolean {
  const areTimed = rows.every((row) => row.length > 3 && isTime(row[3]!))
  const thirds = rows.map((row) => row[2] ?? '').filter((cell) => cell !== '')
  return !areTimed && thirds.length > 0 && thirds.every((cell) => /\p{L}/u.test(cell))
}

/** Whether a column has times: dates, or numbers that may be ids, too, where the third column has more than ratings. */
function areTimes(cells: readonly string[], thirds: readonly string[]): boolean {
  return cells.every(isDate) || (new Set(thirds).size > MOST_RATINGS && areSurelyTimes(cells))
}

/** Whether cells are dates, or seconds or milliseconds of our days. @param earliest in seconds */
export function areSurelyTimes(cells: readonly string[], earliest = EARLIEST_SURE): boolean {
  if (cells.every(isDate)) return true
  return [1, 1000].some((unit) =>
    cells.every(
      (cell) => isInteger(cell) && numberIn(cell) >= unit * earliest && numberIn(cell) <= unit * LATEST,
    ),
  )
}

/** Whether integers may be names of rows, in any order: each is another one, or the next. */
export function mayNameRows(cells: readonly string[]): boolean {
  if (!cells.every(isInteger)) return false
  return cells.length >= ENOUGH ? !repeats(cells) : cells.length >= FEW && cells.every(followsOn)
}

/** Whether products of Amazon stand first and its users second, as in its ratings of 2018. */
export function areProductsFirst(rows: readonly (readonly string[])[]): boolean {
  const most = (column: number, pattern: RegExp) =>
    rows.filter((row) => pattern.test(row[column] ?? '')).length > MOST * rows.length
  return most(0, ASIN) && most(1, AMAZON_USER)
}

/** Whether the first row alone has no number in some column: a header. */
export function startsWithNames([first, ...rest]: readonly (readonly string[])[]): boolean {
  const isAlone = (cell: string, column: number) =>
    !isNumber(cell) && rest.every((row) => isNumber(row[column] ?? ''))
  return rest.length > 0 && first!.some(isAlone)
}

/** Whether lines of words are lists of integers, of different lengths: a user and their items on each, if no user has two. */
export function areLists(rows: readonly (readonly string[])[]): boolean {
  return (
    new Set(rows.map(({ length }) => length)).size > 1 &&
    rows.every((row) => row.every((cell) => /^\d+$/.test(cell)))
  )
}

/** Whether lines of words may be a user and their items each: ids with a digit, of different users. */
export function mayBeLists(rows: readonly (readonly string[])[]): boolean {
  return (
    rows.every((row) => row.every((cell) => /^\w*\d\w*$/.test(cell))) && !repeats(rows.map((row) => row[0]!))
  )
}

/** Whether a text occurs twice. */
export function repeats(cells: readonly string[]): boolean {
  return new Set(cells).size < cells.length
}

const isInteger = (cell: string) => INTEGER.test(cell)
const isNumber = (cell: string) => Number.isFinite(numberIn(cell))
/** Whether a text is a number on a scale of ratings. */
export const isRating = (cell: string) => Math.abs(numberIn(cell)) <= HIGHEST_RATING
const isTime = (cell: string) => isDate(cell) || numberIn(cell) >= EARLIEST

/** Whether each number is the next one after that of the row before. */
export const followsOn = (cell: string, row: number, cells: readonly string[]) =>
  row === 0 || Number(cell) === Number(cells[row - 1]) + 1
