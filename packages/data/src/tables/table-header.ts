import { startsWithNames } from '../columns/headerless-table'
import { quoted, undecided } from '../values/file-error'
import { numberIn } from '../values/numbers-in-text'
import { nameItems } from './item-names'

/**
 * Whether the first row of a table has the names of its columns.
 *
 * It has, if one of them is a known name of items, or stands alone above numbers. Else a number above numbers is a cell as those below, and so
 * is a first cell such as `SKU-01` above others of its form.
 *
 * @param delimiter for the error
 * @throws if the first row looks like those below
 */
export function hasHeader(
  [first, ...rest]: readonly (readonly string[])[],
  delimiter: string,
  where: string,
): boolean {
  if (nameItems(first!) || rest.length === 0 || startsWithNames([first!, ...rest])) return true
  const isLike = first!.some((cell, column) => isNumber(cell) && rest.every((row) => isNumber(row[column])))
  if (!isLike && !haveOneForm([first!, ...rest].map(([cell = '']) => cell))) return true
  const got = `${quoted(first!.join(delimiter))}, which looks like a row`
  throw undecided(where, 'names of columns', got, ['header: false', 'header: true'])
}

const isNumber = (cell = '') => Number.isFinite(numberIn(cell))

const FEWEST = 4 // cells whose form is one by no chance

/** Whether cells with digits are words, numbers and marks in one order, as ids are. */
function haveOneForm(cells: readonly string[]): boolean {
  const [first, ...others] = cells.map((cell) => cell.replace(/\p{L}+/gu, 'a').replace(/\d+/g, '0'))
  return cells.length >= FEWEST && first!.includes('0') && others.every((form) => form === first)
}
