import { cellsOf, type Quoting, spacedFields } from '../lines/cells'
import type { HeadLine } from '../lines/file-head'
import { RARE_MARKS } from './other-formats'

/** Lines by which a delimiter is judged. */
export const JUDGED = 100
const FEWEST_FIELDS = 3 // that stand, or begin, before the first space: an id such as auth0|7 has two
const RATING = /^-?\d{1,3}(?:[.,]\d+)?$/
const TIME = /^\d{9,13}(?:\.\d+)?$/
const DIVIDING = [',', ';', '|', ...RARE_MARKS]

/**
 * Whether a mark divides all lines into as many fields, of which a user, an item and the start of a third stand before the first space: spaces
 * are within fields then, as in `u1|i1|2024-01-31 10:00:00 +0100`. Users such as `samlp|acme|u7` are no such fields, where spaces surely separate
 * theirs from items and ratings.
 */
export function haveMarkedFields(body: readonly HeadLine[], quoting: Quoting): boolean {
  const lines = body.slice(0, JUDGED).map(({ text }) => text)
  return DIVIDING.some((mark) => {
    if (!lines.every((line) => line.includes(mark))) return false
    const counts = new Set(lines.map((line) => cellsOf(line, mark, quoting).length))
    const before = (line: string) => cellsOf(spacedFields(line, quoting)[0]!, mark, quoting).length
    if (counts.size > 1 || !lines.every((line) => before(line) >= FEWEST_FIELDS)) return false
    return !areOfSpaces(lines, mark, quoting)
  })
}

/** Whether spaces divide lines into user, item, rating and perhaps a time, of which the mark would make one user and one item in all lines. */
function areOfSpaces(lines: readonly string[], mark: string, quoting: Quoting): boolean {
  const rows = lines.map((line) => cellsOf(line, ' ', quoting))
  const isRow = ([user, item, rating, time, ...more]: readonly string[]) =>
    more.length === 0 &&
    !/\s/.test(`${user}${item}`) &&
    RATING.test(rating ?? '') &&
    (time === undefined || TIME.test(time))
  const widths = new Set(rows.map(({ length }) => length))
  if (widths.size > 1 || !rows.every(isRow)) return false
  const pairs = lines.map((line) => cellsOf(line, mark, quoting).slice(0, 2).join(mark))
  return lines.length > 1 && new Set(pairs).size === 1
}
