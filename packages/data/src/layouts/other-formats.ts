import { unquoteRows } from '../lines/field-count'
import type { HeadLine } from '../lines/file-head'
import { fileError, quoted, undecidedBut } from '../values/file-error'

const JUDGED = 100 // lines by which a format is known
const FEWEST = 3 // lines that show a pattern

const OTHER_MARKS = ['^', '~', '\u0001', '\u001f', '#', '*', '!', '$', '&']

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

/** @throws if lines are numbers or labels and index:value, or ratings of a user stand below `user|count` */
export function requireNoOtherFormat(body: readonly HeadLine[], where: string): void {
  requireNotSparse(body, where)
  const [first, second] = body
  if (!/^\d+\|\d+$/.test(first!.text) || !/^\d+\t\d+(\t|$)/.test(second?.text ?? '')) return
  throw fileError(
    where,
    'interactions',
    `${quoted(first!.text)}, a user and the number of the lines below, as in KDD Cup 2011: write the user on each of them`,
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

/** @throws if each line begins with the number of its items in place of a user, and lines share one, which users do not */
export function requireNoCountsFirst(body: readonly HeadLine[], where: string): void {
  const rows = body.map(({ text }) => text.trim().split(/\s+/))
  const isCounted = ([count, ...items]: readonly string[]) => count === String(items.length)
  const lengths = new Set(rows.map(({ length }) => length))
  if (lengths.size < 2 || lengths.size === rows.length || !rows.every(isCounted)) return
  throw fileError(
    where,
    'a user and their items on each line',
    `the number of items first, and no user, as in CiteULike's users.dat: write the number of the line in its place, as awk '{ $1 = NR; print }' does`,
  )
}
