import { startsWithNames } from '../columns/headerless-table'
import { quoted, undecided } from '../values/file-error'
import { numberIn } from '../values/numbers-in-text'
import { nameItems } from './item-names'

/**
 * Whether the first row of a table has the names of its columns.
 *
 * It has, if one of them is a known name of items, or stands alone above numbers. Else a number above numbers is a cell as those below.
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
  if (!isLike) return true
  const got = `${quoted(first!.join(delimiter))}, which looks like a row`
  throw undecided(where, 'names of columns', got, ['header: false', 'header: true'])
}

const isNumber = (cell = '') => Number.isFinite(numberIn(cell))
