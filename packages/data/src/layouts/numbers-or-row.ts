import { headerOfNumbers } from '../columns/header-of-numbers'
import { quoted, type UndecidedError, undecided } from '../values/file-error'

/** Whether a first line of numbers is the header of columns chosen by number; undefined if it does not number them. @throws if it may be a row */
export function isNumberedHeader(rows: readonly (readonly string[])[], where: string): true | undefined {
  const numbers = headerOfNumbers(rows)
  if (numbers && !numbers.isSure) throw numbersOrRow(rows[0]!, true, where)
  return numbers && true
}

/** The error of a first line that may number the columns, or be a row. */
export function numbersOrRow(
  names: readonly string[],
  areColumnsSure: boolean,
  where: string,
): UndecidedError {
  const got = `${quoted(names.join(','))}, which may number the columns, as pandas does, or be a row`
  const options = areColumnsSure ? ['header'] : ['columns', 'header', 'format']
  return undecided(where, 'a first line that is surely a header, or none', got, options)
}
