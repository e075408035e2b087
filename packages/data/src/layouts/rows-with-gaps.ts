import type { HeadLine } from '../lines/file-head'
import { quoted, type UndecidedError, undecidedBut } from '../values/file-error'
import { isMissing } from '../values/missing-ids'

/** A field without a value, of the two that are ids in a table without header. */
export interface Gap {
  /** Number of its row, from 0. */
  readonly row: number
  readonly column: 0 | 1
}

/** The rows of a table without header whose first two fields have values, by which it is judged; all where none has. */
export function rowsWithIds(rows: readonly (readonly string[])[]): {
  readonly whole: readonly (readonly string[])[]
  /** The first of the other rows. */
  readonly gap?: Gap
} {
  const gapIn = (row: readonly string[]) => ([0, 1] as const).find((column) => isMissing(row[column]!.trim()))
  const whole = rows.filter((row) => gapIn(row) === undefined)
  if (whole.length === 0 || whole.length === rows.length) return { whole: rows }
  const row = rows.findIndex((each) => gapIn(each) !== undefined)
  return { whole, gap: { row, column: gapIn(rows[row]!)! } }
}

/**
 * The error of a table without header that is doubtful for more than a gap in its ids: it names the gap's line, and the next column of
 * ids without one where there is one, as the names of artists beside ids that some lack.
 */
export function gapQuestion(
  rows: readonly (readonly string[])[],
  { row, column }: Gap,
  body: readonly HeadLine[],
  where: string,
): UndecidedError {
  const [user, item] = [column === 0 ? withoutGaps(rows, 2) : 0, column === 1 ? withoutGaps(rows, 2) : 1]
  const likely =
    user === undefined || item === undefined ? {} : { 'columns.user': user, 'columns.item': item }
  const text = rows[row]![column]!.trim()
  const place = column === 0 ? 'first' : 'second'
  const got = text === '' ? `an empty ${place} field` : `${quoted(text)} as ${place} field`
  return undecidedBut(
    where.replace(/\d+$/, String(body[row]!.line)),
    'a user and an item as first fields of a table without header',
    got,
    likely['columns.user'] === undefined
      ? { options: ['columns'], likely }
      : { options: Object.keys(likely), likely, together: Object.keys(likely) },
  )
}

/** The first column from a number on that has text in all rows, and some of it twice. */
function withoutGaps(rows: readonly (readonly string[])[], from: number): number | undefined {
  const numbers = Array.from({ length: Math.max(0, rows[0]!.length - from) }, (_, i) => from + i)
  return numbers.find((number) => {
    const cells = rows.map((row) => row[number]!.trim())
    return cells.every((cell) => /\p{L}/u.test(cell)) && new Set(cells).size < cells.length
  })
}
