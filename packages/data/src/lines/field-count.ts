import { fileError, quoted } from '../values/file-error'

const ENDS_EMPTY = /[,;|\t]\s*$/
const ESCAPED = /\\[,;|\t]/
const SPACED_QUOTE = /[,;|\t] +"/
/** A field between single quotes, with a mark in it: 'a, b'. */
const SINGLE_QUOTED = /(?:^|[,;|\t])'[^'\n]*[,;|\t][^'\n]*'(?:[,;|\t]|\s*$)/
const QUOTED = /^"(?:[^"]|"")*"$/
const WORDS = /\p{L}\S* \S*\p{L}/u
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
    /** Whether the header has an empty name at its end. */
    readonly isHeaderOpen?: boolean | undefined
    readonly delimiter?: string | undefined
  },
): Error {
  const { expected, got, text, isFirst, isHeaderOpen = false, delimiter } = options
  if (ROW_COUNT.test(text.trim())) {
    const count = `a count of rows, ${quoted(text.trim())}: export as CSV, without what a shell prints below`
    return fileError(where, 'a row', count)
  }
  const fields = `${expected} ${expected === 1 ? 'field' : 'fields'}`
  if (delimiter === '::' && got > expected) {
    const wayOut = "separate the fields by another mark, such as a tab, or take '::' out of it"
    return fileError(where, fields, `${got}, as '::' is in a text, ${quoted(text)}: ${wayOut}`)
  }
  const reason = reasonIn(text, options)
  if (reason !== undefined) return fileError(where, fields, `${got}${reason}`)
  if (isFirst && isHeaderOpen && got === expected - 1) {
    return fileError(
      where,
      `${fields}, as the header has, the last of them empty`,
      `${got}: take the mark at the end of the header out, or put one at the end of each row`,
    )
  }
  if (got <= expected / 2) return fileError(where, fields, `${got}, ${quoted(text.trim())}`) // a footer, or a cut row
  if (!isFirst || got !== expected + 1) {
    const isText = got > expected && delimiter !== undefined && /^[,;|]$/.test(delimiter) && WORDS.test(text)
    const wayOut = `: a text with '${delimiter}' in it needs quotes around it`
    return fileError(where, fields, `${got}${isText ? wayOut : ''}`)
  }
  if (ENDS_EMPTY.test(text))
    return fileError(
      where,
      `${fields}, as the header has`,
      `${got}, the last of them empty: take the mark at the end of each row out, as sed 's/${lastMark(text)}$//' does`,
    )
  const names = `${got}: if the first is the name of the row, as R and pandas write it, export without (row.names = FALSE, index=False)`
  return fileError(where, `${fields}, as the header has`, names)
}

/** The mark at the end of a line, as sed names it. */
function lastMark(text: string): string {
  const mark = text.trimEnd().at(-1)!
  return /[,;|]/.test(mark) ? mark : '\\t'
}

/** How a line is written that has another number of fields in every kind of table. */
function reasonIn(
  text: string,
  { expected, got }: { readonly expected: number; readonly got: number },
): string | undefined {
  if (text.trimEnd().includes('\r')) {
    return ", with a carriage return (CR) among them: lines end in different ways, so write a newline for each, as perl -pe 's/\\r\\n?/\\n/g' does"
  }
  if (got > expected && ESCAPED.test(text)) {
    return ', one of them with a backslash before the mark that follows: export fields with such a mark in double quotes'
  }
  if (got > expected && SPACED_QUOTE.test(text)) {
    return `, with a quote behind a space, which makes it a plain character: ${closeQuotes}`
  }
  if (got > expected && SINGLE_QUOTED.test(text)) {
    return ', one of them between single quotes, which are plain characters: export fields with such a mark in double quotes'
  }
  return got === 1 && QUOTED.test(text.trim()) && /[,;|\t]/.test(text)
    ? `, as the whole row is in quotes: ${unquoteRows}`
    : undefined
}

/** What to do with fields between spaces and quotes. */
export const closeQuotes = `take the spaces around quotes out, as sed -E 's/([,;|]) +"/\\1"/g; s/" +([,;|])/"\\1/g' does`

/** What to do with rows that are in quotes as a whole. */
export const unquoteRows = `take these off, as sed 's/^"//; s/"$//; s/""/"/g' does`
