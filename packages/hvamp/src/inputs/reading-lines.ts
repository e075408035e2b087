import type { ColumnChoice, Reading, RepeatedRows } from '@hvamp/data'
import { grouped } from '../terminal/format'
import { shellWord } from '../terminal/shell-word'
import { columnInQuotes, columnInWords } from './column-order'

const delimiters: Readonly<Record<string, string>> = { '\t': 'tabs', ' ': 'spaces' }
const shown = 8 // columns that were not read
const LONGEST = 30 // characters of a cell
const MOST_VALUES = 15 // of a status, all of which are shown: a query has to name them
const FIRST_VALUES = 5 // that are shown of texts of any kind, such as reasons

/**
 * How a file was read, in one line: ratings.csv: a table with ',' and a header; user = userId, item = movieId; not read: title;
 * 12 rows without user skipped, the first at line 40; 3 rows repeat a user and an item, of which the last row counts.
 */
export function readingLine(path: string, reading: Reading): string {
  return `${path}: ${readingInWords(reading)}`
}

/** The first of some rows, and its file where several were read. */
interface FirstRow {
  readonly first: number
  readonly file?: string | undefined
}

/** What is said of a reading, also of one that a run has kept. */
interface SaidReading {
  readonly format: string
  readonly encoding?: string | undefined
  readonly delimiter?: string | undefined
  readonly header?: boolean | undefined
  readonly headerInComment?: boolean | undefined
  readonly openEnds?: boolean | undefined
  readonly decimal?: string | undefined
  readonly columns?: ColumnChoice | undefined
  readonly unread: readonly (string | number)[]
  readonly skipped: readonly ({ readonly reason: string; readonly rows: number } & FirstRow)[]
  readonly repeated?: RepeatedRows | undefined
  readonly empty?: readonly string[] | undefined
  readonly options?: { readonly dateOrder?: string | undefined }
}

/** The same without the file. */
export function readingInWords(reading: SaidReading): string {
  const { columns = {}, unread, skipped, repeated, empty = [], options } = reading
  const order = options?.dateOrder ? ` (${options.dateOrder})` : ''
  const roles = Object.entries(columns).map(
    ([role, column]) => `${role} = ${columnInWords(column!)}${role === 'timestamp' ? order : ''}`,
  )
  const left = unread.slice(0, shown).map(columnInWords)
  if (unread.length > shown) left.push(`${unread.length - shown} more`)
  const parts = [
    formatInWords(reading),
    ...(reading.encoding ? [`in ${reading.encoding}`] : []),
    ...(roles.length > 0 ? [roles.join(', ')] : []),
    ...(left.length > 0 ? [`not read: ${left.join(', ')}`] : []),
    ...skipped.map((each) => skippedInWords(each, reading.format)),
    ...(repeated ? [repeatedInWords(repeated)] : []),
    ...(empty.length > 0 ? [emptyInWords(empty)] : []),
  ]
  return parts.join('; ')
}

function emptyInWords([first, ...others]: readonly string[]): string {
  if (others.length === 0) return `no rows in ${first}`
  return `no rows in ${first} and ${grouped(others.length)} further ${others.length === 1 ? 'file' : 'files'}`
}

function skippedInWords({ reason, rows, ...at }: SaidReading['skipped'][number], format: string): string {
  if (reason === 'above') return `the first ${rows === 1 ? 'line' : `${grouped(rows)} lines`} skipped`
  if (reason === 'below') return `the last ${rows === 1 ? 'line' : `${grouped(rows)} lines`} skipped`
  if (reason === 'empty')
    return `${grouped(rows)} empty ${rows === 1 ? 'row' : 'rows'} skipped, the first at ${placeOf(at, format)}`
  const ofLines: Record<string, string> = { comment: 'of comments', 'no entry': 'of sums, types or rules' }
  const why = ofLines[reason] ?? `with ${reason}`
  return `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'} ${why} skipped, the first at ${placeOf(at, format)}`
}

/** `line 18`, or `row 18 of 2023.parquet`. */
function placeOf({ first, file }: FirstRow, format: string): string {
  const unit = format === 'parquet' || format === 'rows' ? 'row' : 'line'
  return `${unit} ${first}${file === undefined ? '' : ` of ${file}`}`
}

/** What rows with a negative quantity, and with one of zero, count as, and what to do: a line each, where there are some. */
export function quantityLines(path: string, reading: Reading): string[] {
  const { negative, zero } = reading
  return [
    ...(negative
      ? [quantityLine(path, reading, { counted: negative, has: `a negative ${negative.column}` })]
      : []),
    ...(zero ? [quantityLine(path, reading, { counted: zero, has: `0 as ${zero.column}` })] : []),
  ]
}

function quantityLine(
  path: string,
  { format, columns }: Reading,
  { counted, has }: { readonly counted: NonNullable<Reading['zero']>; readonly has: string },
): string {
  const { column, rows } = counted
  const [have, count] = rows === 1 ? ['row has', 'counts as a purchase'] : ['rows have', 'count as purchases']
  const inFile = columns?.timestamp === undefined ? ' in the file, with --time-column last in time' : ''
  const wayOut =
    format === 'rows'
      ? `a --query with GROUP BY and HAVING sum(${column}) > 0 leaves out what was cancelled`
      : `--rating-column ${shellWord(column)} --at-least 1 leaves out what was cancelled last${inFile}`
  return `${path}: ${grouped(rows)} ${have} ${has}, the first at ${placeOf(counted, format)}, and ${count}: ${wayOut}`
}

/**
 * That a row below zero may take back one further down, in a line; undefined where times tell, or there are none.
 *
 * @param command.readsTimes whether it does where a column of them is named
 */
export function returnsLine(
  path: string,
  { columns, repeated, returns }: Reading,
  { readsTimes = true }: { readonly readsTimes?: boolean | undefined } = {},
): string | undefined {
  if (!returns || !repeated || columns?.rating === undefined || columns.timestamp !== undefined)
    return undefined
  const byTimes = readsTimes ? 'name the times with --time-column, or ' : ''
  return `${path}: ${columnInWords(columns.rating)} has numbers below zero, and of each user and item the last row in the file counts: if they are returns, and the newest rows do not stand last, ${byTimes}order the rows by time`
}

/** That most of the text is UTF-8 though another encoding was chosen, in a line; undefined where it is not. */
export function utf8Line(path: string, { encoding, utf8Characters }: Reading): string | undefined {
  if (!utf8Characters) return undefined
  return `${path}: ${grouped(utf8Characters)} characters in UTF-8 were read in ${encoding}, as other ones: to read them right, correct the lines in ${encoding} and leave --encoding out`
}

/** That no item recurs, in a line; undefined where one does. */
export function itemsOnceLine(path: string, { columns, itemsOnce }: Reading): string | undefined {
  if (!itemsOnce) return undefined
  const item = columns?.item === undefined ? '' : ` of ${columnInQuotes(columns.item)}`
  return `${path}: each item${item} has one user alone, so nothing can be learned of any: if these number the rows, name the column of products with --item-column`
}

/** That the ratings are the items' own, in a line; undefined where they differ within an item. */
export function ofItemsLine(path: string, { columns, ofItems }: Reading): string | undefined {
  if (!ofItems) return undefined
  const name = columns?.rating === undefined ? 'rating' : columnInQuotes(columns.rating)
  return `${path}: each item has one ${name} in all its rows, so it tells items apart and not what users like: if it is the item's own, choose with --implicit, which counts each row`
}

/** How many rows of each kind of event count alike, in a line; undefined where they do not, or are of one kind. */
export function eventsLine(path: string, { format, columns = {}, events }: Reading): string | undefined {
  if (!events || columns.rating !== undefined) return undefined
  const kinds = events.kinds.map(
    ({ kind, rows }) => `${grouped(rows)}${/^-?\d/.test(kind) ? ' of' : ''} ${kind}`,
  )
  const named = kinds.length > FIRST_VALUES ? [...kinds.slice(0, FIRST_VALUES), 'others'] : kinds
  const wayOut = format === 'rows' ? 'a --query with WHERE leaves them out' : 'leave these rows out before'
  return `${path}: rows of several kinds by ${columnInWords(events.column)} count alike, ${named.join(', ')}: if some of these kinds are no sign of liking, ${wayOut}`
}

type CancelledRows = NonNullable<Reading['cancelled']>[number]

/** What rows that columns call cancelled count as, and what to do, in a line; undefined where there are none. */
export function cancelledLine(
  path: string,
  { format, columns = {}, cancelled = [], negative, returns }: Reading,
): string | undefined {
  if (cancelled.length === 0) return undefined
  const isOne = cancelled.every(({ rows }) => rows === 1)
  const [count, asPurchases] =
    isOne && cancelled.length === 1 ? ['counts', 'as a purchase'] : ['count', 'as purchases']
  const as = columns.rating === undefined ? asPurchases : `by ${columnInWords(columns.rating)}`
  const wayOut =
    format === 'rows'
      ? 'if they are no purchases, a --query with WHERE leaves them out'
      : 'if they are no purchases, leave these rows out before'
  const found = cancelled.map((each) => cancelledInWords(each, format))
  const takesBack = returns ? columns.rating : negative?.column
  const stays =
    takesBack === undefined
      ? ''
      : `, but not those with a negative ${columnInWords(takesBack)}, which take back what was bought`
  return `${path}: ${found.join('; ')}${cancelled.length > 1 ? '; they' : ', and'} ${count} ${as}: ${wayOut}${stays}`
}

/** What else a status says of the rows that none of its known words calls cancelled, in a line; undefined where that is one thing. */
export function otherStatusesLine(path: string, { cancelled = [], events }: Reading): string | undefined {
  const told = cancelled.filter(({ column, others }) => others && column !== events?.column)
  if (told.length === 0) return undefined
  const found = told.map(({ column, others = [] }) => {
    const named = others.map(
      ({ value, rows }) => `${value === '' ? 'nothing' : shortened(value)} (${grouped(rows)})`,
    )
    return `${named.slice(0, -1).join(', ')} and ${named.at(-1)} as ${column}`
  })
  return `${path}: the other rows have ${found.join(', and ')}: leave out before what of these is no purchase either`
}

const shortened = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

function cancelledInWords({ column, values, rows, below = 0, ...at }: CancelledRows, format: string): string {
  const most = values.every((value) => /\p{L}/u.test(value)) ? MOST_VALUES : FIRST_VALUES // of amounts a few tell enough
  const shown = values.length > most ? [...values.slice(0, FIRST_VALUES), 'others'] : values
  const cells = shown.map(shortened)
  const ofOrders = below === 0 ? '' : `, ${grouped(below)} of them by the first row of their order alone`
  const have = rows === 1 ? 'row has' : 'rows have'
  return `${grouped(rows)} ${have} ${cells.join(', ')} as ${column}${ofOrders}, the first at ${placeOf(at, format)}`
}

function repeatedInWords({ rows, counted }: RepeatedRows): string {
  const what = rows === 1 ? 'row repeats' : 'rows repeat'
  return `${grouped(rows)} ${what} the user and item of an earlier one: of each pair the ${counted} row counts`
}

function formatInWords({ format, delimiter = '', openEnds, decimal, ...said }: SaidReading): string {
  const withCommas = decimal === 'comma' ? ' with decimal commas' : ''
  switch (format) {
    case 'table': {
      const mark = delimiters[delimiter] ?? `'${delimiter}'`
      const end = openEnds ? [`${delimiter === '\t' ? 'a tab' : mark} at the end of each row`] : []
      const header = said.headerInComment ? 'a header in a comment' : said.header ? 'a header' : 'no header'
      const parts = [mark, ...end, header]
      if (decimal === 'comma') parts.push('decimal commas')
      return `a table with ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
    }
    case 'adjacency':
      return 'a user and their items on each line'
    case 'json':
      return `JSON objects${withCommas}`
    case 'python':
      return `Python objects${withCommas}`
    case 'netflix':
      return 'as the files of the Netflix Prize'
    case 'parquet':
      return `parquet${withCommas}`
    case 'rows':
      return `rows of a database${withCommas}`
    default:
      return format
  }
}
