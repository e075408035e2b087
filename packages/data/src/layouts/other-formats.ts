import { areLists, EARLIEST, EARLIEST_SURE, MOST_RATINGS, repeats } from '../columns/headerless-table'
import { unquoteRows } from '../lines/field-count'
import { type HeadLine, wordsInLines } from '../lines/file-head'
import { fileError, quoted, undecidedBut } from '../values/file-error'
import { requireNoCounts } from './counts-above'

const JUDGED = 100 // lines by which a format is known
const FEWEST = 3 // lines that show a pattern
const FEWEST_ROWS = 10 // of one length, that show what stands in a column
const HIGHEST_RATING = 10 // behind items in lines of words

/** Marks between fields that no table is tried with, and that ids hardly have. */
export const RARE_MARKS = ['^', '~', '\u0001', '\u001f']
const OTHER_MARKS = [...RARE_MARKS, '#', '*', '!', '$', '&']

/** @throws if a mark that no table is tried with divides all lines into as many fields, naming it; or if all lines are in quotes as a whole */
export function requireTriedMark(body: readonly HeadLine[], where: string): void {
  const lines = body.slice(0, JUDGED).map(({ text }) => text.trim())
  if (lines.every((line) => /^"(?:[^"]|"")*[,;|\t](?:[^"]|"")*"$/.test(line))) {
    const got = `whole rows in quotes, ${quoted(lines[0]!)}: ${unquoteRows}`
    throw fileError(where, 'fields that are in quotes each, or in none', got)
  }
  const mark = OTHER_MARKS.find((each) => {
    const counts = new Set(lines.map((line) => line.split(each).length))
    return lines.length >= FEWEST && counts.size === 1 && !counts.has(1)
  })
  if (mark === undefined) return
  const expected = "fields separated by ',', ';', '|', tabs or spaces"
  throw undecidedBut(where, expected, `${quoted(mark)} in each line, ${quoted(lines[0]!)}`, {
    options: ['delimiter'],
    likely: { delimiter: mark },
  })
}

const STATEMENT =
  /^\s*(?:(?:insert|replace)\s+(?:ignore\s+)?into\s|create\s+(?:table|database)\s|drop\s+table\s|begin(?:\s+transaction)?;|set\s+\S+\s*=|pragma\s|use\s+`)/i
const COPY = /^\s*copy\s.*\sfrom\s+stdin;/i // with its rows below
const SQL_COMMENT = /^\s*(?:--|\/\*)/

/** @throws if the first line that is no comment of SQL is a statement of it, as in a dump of a database */
export function requireNoStatements(body: readonly HeadLine[], where: string): void {
  const line = body.find(({ text }) => !SQL_COMMENT.test(text))
  if (line && COPY.test(line.text)) {
    const choice = { options: ['skipLines'], likely: { skipLines: line.line } }
    throw undecidedBut(where.replace(/\d+$/, String(line.line)), 'rows alone', quoted(line.text), choice)
  }
  if (!line || !STATEMENT.test(line.text)) return
  const below = line === body[0] ? '' : ` in line ${line.line}`
  const got = `statements of SQL, ${quoted(line.text)}${below}: run them in a database and read its table, or export that as CSV`
  throw fileError(where, 'interactions', got)
}

const NAMED_LINE = /^[\p{L}][\p{L}\d _-]*\/[\p{L}\d _-]+: /u

/** @throws if each line has the name of a field and its value, as the reviews of SNAP do: `product/productId: B00006HAXW` */
export function requireNoNamedLines(body: readonly HeadLine[], where: string): void {
  const lines = body.slice(0, JUDGED)
  if (lines.length < FEWEST || !lines.every(({ text }) => NAMED_LINE.test(text))) return
  const rows = String.raw`awk 'BEGIN { RS = ""; FS = "\n"; OFS = "\t" } { for (i = 1; i <= NF; i++) sub(/^[^:]*: /, "", $i); print }'`
  const got = `a line for each field, ${quoted(body[0]!.text)}: write a row for each entry, as ${rows} does, and choose its columns by number`
  throw fileError(where, 'interactions', got)
}

/** @throws if lines are numbers or labels and index:value, pairs and candidates, or ratings of a user stand below `user|count` */
export function requireNoOtherFormat(body: readonly HeadLine[], where: string): void {
  requireNotSparse(body, where)
  requireNoCandidates(body, where)
  const [first, second] = body
  if (!/^\d+\|\d+$/.test(first!.text) || !/^\d+\t\d+(\t|$)/.test(second?.text ?? '')) return
  throw fileError(
    where,
    'interactions',
    `${quoted(first!.text)}, a user and the number of the lines below, as in KDD Cup 2011: write the user on each of them`,
  )
}

/** @throws if all lines are a user and an item in brackets, and the items among which that one is ranked, as NCF writes them */
function requireNoCandidates(body: readonly HeadLine[], where: string): void {
  if (!body.slice(0, JUDGED).every(({ text }) => /^\(\s*[^\s,()]+\s*,\s*[^\s,()]+\s*\)\s/.test(text))) return
  throw fileError(
    where,
    'interactions',
    `a user and an item, and items among which that one is ranked, ${quoted(body[0]!.text)}, as in test.negative of NCF: all items are ranked here, so take its test.rating, or the pairs alone, as cut -f1 and tr -d '()' write them`,
  )
}

/** @throws if all lines are as in libsvm */
export function requireNotSparse(body: readonly HeadLine[], where: string): void {
  const isSparse = ({ text }: HeadLine) => {
    const [, ...rest] = text.trim().split(/\s+/)
    return rest.length > 0 && rest.every((word) => /^\d+:[-+.\de]+$/i.test(word))
  }
  if (!body.slice(0, JUDGED).every(isSparse)) return
  throw fileError(
    where,
    'interactions',
    `lines of index:value (libsvm), ${quoted(body[0]!.text)}: write user, item and value on a line each`,
  )
}

/**
 * Requires that lines of words are a user and their items.
 *
 * @param isChosen whether the caller says so: then numbers that differ on all lines are users, though each is the number of items behind it, and
 *   so is the first of two numbers above
 * @throws if the first line has the numbers of users and items; if numbers of items stand in place of users or behind them, or each item has a rating or a time behind it: those of one line
 *   recur in it, or are times, as no items do
 */
export function requireListsOfItems(body: readonly HeadLine[], where: string, isChosen = false): void {
  const rows = wordsInLines(body)
  if (!isChosen) requireNoCounts(rows, where)
  const lengths = new Set(rows.map(({ length }) => length))
  const expected = 'a user and their items on each line'
  const refusal = (got: string) => fileError(where, expected, got)
  if (lengths.size < 2) {
    if (rows.length >= FEWEST_ROWS && rows.every(([first]) => Number(first) >= EARLIEST_SURE))
      throw refusal(
        `a time first, ${quoted(rows[0]!.join(' '))}: take it off, or choose the columns of a table`,
      )
    const value = valueBehindItem(rows)
    if (value === undefined) return
    throw refusal(`an item and its ${value} on each line, as a table has them (format 'table')`)
  }
  const isCounted = (place: number) => rows.every((row) => row[place] === String(row.length - place - 1))
  const areAlone = lengths.size === rows.length // no number twice: they might be users
  if (isCounted(0) && (!areAlone || (rows.length >= FEWEST && !isChosen))) {
    const got = `the number of items first, and no user, as in CiteULike's users.dat: write the number of the line in its place, as awk '{ $1 = NR; print }' does`
    if (!areAlone) throw refusal(got)
    const choice = { options: ['format'], likely: { format: 'adjacency' } }
    throw undecidedBut(where, expected, `${got}, or take it for the user`, choice)
  }
  if (rows.length < FEWEST) return
  if (isCounted(1)) {
    throw refusal(
      `the number of items behind each user: leave it out, as awk '{ $2 = ""; print }' does, or it would be an item`,
    )
  }
  const beside = besideItems(rows)
  if (beside === undefined) return
  throw refusal(
    `an item and its ${beside} in turn: write a line for each of them, as awk '{ for (i = 2; i < NF; i += 2) print $1, $i, $(i + 1) }' does`,
  )
}

/** What the third word of lines of three or four seems to be in place of an item: few small numbers behind many others, or a time. */
function valueBehindItem(rows: readonly (readonly string[])[]): 'rating' | 'time' | undefined {
  if (rows.length < FEWEST_ROWS || (rows[0]!.length !== 3 && rows[0]!.length !== 4)) return undefined
  const [items, values, lasts] = [1, 2, 3].map((place) => rows.map((row) => row[place] ?? ''))
  const isTime = (word: string) => Number(word) >= EARLIEST
  if (!items!.some(isTime) && (values!.every(isTime) || lasts!.every(isTime)))
    return values!.every(isTime) ? 'time' : 'rating'
  const different = new Set(values).size
  const areSmall = values!.every((word) => Math.abs(Number(word)) <= HIGHEST_RATING)
  return areSmall && different <= MOST_RATINGS && new Set(items).size > 2 * different ? 'rating' : undefined
}

/** What every second word behind the user seems to be in place of an item. */
function besideItems(rows: readonly (readonly string[])[]): 'rating' | 'time' | undefined {
  if (!rows.every(({ length }) => length % 2 === 1)) return undefined
  const every = (row: readonly string[], first: number) =>
    row.filter((_, at) => at > 0 && at % 2 === first % 2)
  const items = rows.map((row) => every(row, 1))
  const values = rows.map((row) => every(row, 2))
  const isTime = (word: string) => Number(word) >= EARLIEST
  if (values.flat().every(isTime) && !items.flat().some(isTime)) return 'time'
  const longer = values.filter(({ length }) => length >= FEWEST)
  const recur = longer.filter(repeats)
  return longer.length >= FEWEST && recur.length > longer.length / 2 && !items.some(repeats)
    ? 'rating'
    : undefined
}

/** @throws if lines are lists of items between marks of a table, which are read between spaces alone */
export function requireNoListsOfMarks(body: readonly HeadLine[], where: string): void {
  const mark = [',', ';', '|'].find((each) => {
    const rows = body.map(({ text }) => text.trim().split(each))
    return areLists(rows) && !repeats(rows.map(([user]) => user!))
  })
  if (mark === undefined) return
  const got = `lists with '${mark}', ${quoted(body[0]!.text)}: write spaces in their place, as tr '${mark}' ' ' does`
  throw fileError(where, 'a user and their items on each line, separated by spaces', got)
}
