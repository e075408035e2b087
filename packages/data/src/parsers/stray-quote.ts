import Papa from 'papaparse'
import type { TableLayout } from '../layouts/table-layout'
import { belowRows, cutOff } from '../lines/below-rows'
import { fileError, undecided, undecidedBut } from '../values/file-error'

/** A line of a table with a quote that does not open or close its field. */
export interface StrayQuote {
  readonly where: string
  readonly line: string
  /** Whether it is the last one and has no line end, as of a file that was cut off. */
  readonly isUnended?: boolean
  readonly layout: Pick<TableLayout, 'delimiter' | 'quoting' | 'columnCount' | 'user' | 'item' | 'rating'>
}

/**
 * The error of such a line: with the quoting that reads it, if one does; as that of a file that was cut off; without the option, if the rating is in quotes, which
 * would be no number as plain characters.
 */
export function strayQuote(
  { where, line, isUnended, layout }: StrayQuote,
  expected: string,
  got: string,
): Error {
  const { delimiter, quoting, columnCount, user, item, rating } = layout
  const plain = delimiter === ' ' ? line.trim().split(/[ \t]+/) : line.split(delimiter)
  const isQuoted = (column = -1) => /^\s*".*"\s*$/.test(plain[column] ?? '')
  if (plain.length === columnCount && ![user, item, rating].some(isQuoted)) return withQuoting('none')
  if (quoting === 'auto' && delimiter === '\t' && isRecord(line, delimiter, columnCount))
    return withQuoting('double')
  if (isUnended) return belowRows(cutOff(fileError(where, expected, got)), 1)
  return isQuoted(rating) ? fileError(where, expected, got) : undecided(where, expected, got, ['quoting'])

  function withQuoting(value: 'none' | 'double'): Error {
    return undecidedBut(where, expected, got, { options: ['quoting'], likely: { quoting: value } })
  }
}

/** Whether a line has as many fields as its table where quotes hold delimiters. */
function isRecord(line: string, delimiter: string, columnCount: number): boolean {
  const { data, errors } = Papa.parse<string[]>(line, { delimiter, newline: '\n' })
  return errors.length === 0 && data[0]?.length === columnCount
}
