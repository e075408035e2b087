import { fileError, quoted } from './file-error'

const ENDS_EMPTY = /[,;|\t]\s*$/
const ROW_COUNT = /^\(?\d+ rows?\b[^,;|\t]{0,40}$/i // (3 rows), 3 rows in set (0.00 sec), 3 rows selected.

/** The error for a line that has not as many fields as its table, with what seems to be the reason. */
export function wrongFieldCount(
  where: string,
  options: {
    readonly expected: number
    readonly got: number
    readonly text: string
    /** Whether it is the first line below a header. */
    readonly isFirst: boolean
  },
): Error {
  const { expected, got, text, isFirst } = options
  if (ROW_COUNT.test(text.trim())) {
    const count = `a count of rows, ${quoted(text.trim())}: export as CSV, without what a shell prints below`
    return fileError(where, 'a row', count)
  }
  const fields = `${expected} ${expected === 1 ? 'field' : 'fields'}`
  if (!isFirst || got !== expected + 1) return fileError(where, fields, String(got))
  if (ENDS_EMPTY.test(text))
    return fileError(where, `${fields}, as the header has`, `${got}, the last of them empty`)
  const names = `${got}: if the first is the name of the row, as R and pandas write it, export without (row.names = FALSE, index=False)`
  return fileError(where, `${fields}, as the header has`, names)
}
