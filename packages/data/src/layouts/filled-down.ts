import { orderNumbers } from '../columns/order-names'
import { cellsOf } from '../lines/cells'
import type { HeadLine } from '../lines/file-head'
import { NO_RATINGS } from '../reading/absent-values'
import type { LayoutOptions } from '../reading/layout-options'
import { fileError, quoted, undecided } from '../values/file-error'
import { isMissing } from '../values/missing-ids'
import { mayBeTotal } from '../values/totals'
import type { TableLayout } from './table-layout'

const FEWEST = 3 // rows without a value
const SHARE = 0.1 // of all
const MOST = 0.9 // of the rows with and without

type Role = 'user' | 'item' | 'timestamp' | 'rating'

/** Rows of a table, and the numbers of those that have a value in a column, and of those that have none, but for the first row. */
interface FilledRows {
  readonly cells: readonly (readonly string[])[]
  readonly column: number
  readonly filled: readonly number[]
  readonly empty: readonly number[]
}

/**
 * Requires that a user, an item, a time and a rating stand in each row, not in the first of several alone, as exports write what an order
 * has once: the rows below it are of the same order.
 *
 * @param body lines of the table, with its header
 * @throws if nearly all rows without a value share one of another column with the row above, and nearly all rows with a value do not, or
 *   lack the number of their order too; if others lack it from the first row of an order on, but nearly all rows below a first one with a
 *   value have none; if most rows have none, and the others are as merged cells leave them
 */
export function requireFilledDown(
  layout: TableLayout,
  body: readonly HeadLine[],
  { missing }: Pick<LayoutOptions, 'missing'>,
  name: string,
): void {
  const { delimiter, quoting, names, columnCount, user, item, rating, timestamp } = layout
  if (!names) return
  const cut = body.map(({ text, line }) => ({ line, cells: cellsOf(text, delimiter, quoting) }))
  const rows = cut.slice(1).filter(({ cells }) => cells.length === columnCount)
  const cells = rows.map((row) => row.cells)
  for (const [role, column] of Object.entries({ user, item, timestamp, rating })) {
    if (column === undefined) continue
    const numbers = [...rows.keys()].slice(1)
    const isEmpty = (row: number) => cells[row]![column] === ''
    const empty = numbers.filter(isEmpty)
    const filled = numbers.filter((row) => !isEmpty(row))
    if (empty.length < Math.max(FEWEST, SHARE * rows.length) || filled.length === 0) continue
    const lack = lackOf(role as Role, { cells, column, filled, empty }, { names, item }, missing)
    if (!lack) continue
    const lacking = lack.rows ?? empty
    const got = `none in ${lacking.length} of the first ${rows.length}, ${lack.problem}`
    const where = `${name}:${rows[lacking[0]!]!.line}`
    const expected = `${role === 'item' ? 'an' : 'a'} ${role} in each row`
    throw lack.options.length > 0
      ? undecided(where, expected, got, lack.options)
      : fileError(where, expected, got)
  }
}

/** What shows that values stand in the first of several rows alone. */
interface Lack {
  readonly problem: string
  /** What settles it. */
  readonly options: readonly string[]
  /** Numbers of the rows below the first; left out where these are all that have no value. */
  readonly rows?: readonly number[]
}

function lackOf(
  role: Role,
  rows: FilledRows,
  { names, item }: { readonly names: readonly string[]; readonly item: number },
  missing: LayoutOptions['missing'],
): Lack | undefined {
  const own = quoted(names[rows.column]!)
  const another = 'or take a column that each row has'
  const unrated = role === 'rating' ? [NO_RATINGS] : []
  const options = [`columns.${role}`, ...unrated]
  // rows of one user may well lack an item: pages beside those of items
  if (role !== 'item') {
    for (const other of names.keys()) {
      const below = other === rows.column ? undefined : rowsBelow(rows, continuesIn(rows, other))
      if (!below) continue
      const group = quoted(names[other]!)
      const within = below.areAll ? '' : ` within each ${group}`
      const problem = `whose ${group} is that of the row above: fill ${own} down${within}, ${another}`
      return { problem, options, rows: below.rows }
    }
    const [order] = orderNumbers(names)
    const isWithout = (row: number) => rows.cells[row]![order!] === ''
    const below = order === undefined || order === rows.column ? undefined : rowsBelow(rows, isWithout)
    if (below) {
      if (areSums(rows.cells, below.rows, item)) return undefined // which is asked about as rows without a user are
      const number = quoted(names[order!]!)
      const down = below.areAll
        ? `${number} and ${own} down`
        : `${number} down, and ${own} within each of them`
      return { problem: `which have no ${number} either: fill ${down}`, options: unrated, rows: below.rows }
    }
  }
  const cells = rows.cells.map((row) => row[rows.column]!)
  if (!areMerged(role, cells, missing)) return undefined
  const left = 'a new one in each other, as merged cells of a spreadsheet leave them'
  return { problem: `and ${left}: fill ${own} down, ${another}`, options }
}

/** Whether a row has the same in another column as the row above. */
function continuesIn({ cells }: FilledRows, other: number): (row: number) => boolean {
  return (row) => cells[row]![other] !== '' && cells[row]![other] === cells[row - 1]![other]
}

/**
 * The empty rows that continue what is above them, if nearly all filled rows begin something, and nearly all empty ones continue it or, where
 * others lack a value from their first row on as the orders of guests do, nearly all below a first row with a value lack it.
 */
function rowsBelow(
  { cells, column, filled, empty }: FilledRows,
  continues: (row: number) => boolean,
): { readonly rows: readonly number[]; readonly areAll: boolean } | undefined {
  const begins = filled.filter((row) => !continues(row))
  if (begins.length < MOST * filled.length) return undefined
  const rows = empty.filter(continues)
  if (rows.length >= MOST * empty.length) return { rows, areAll: rows.length === empty.length }
  let isFirstFilled = cells[0]![column] !== ''
  let below = 0 // a first row with a value
  let kept = 0 // of them that have one, too
  for (const row of cells.keys()) {
    if (row === 0 || !continues(row)) isFirstFilled = cells[row]![column] !== ''
    else if (isFirstFilled) {
      below++
      if (cells[row]![column] !== '') kept++
    }
  }
  const byChance = (below * filled.length) / (filled.length + empty.length)
  return byChance >= FEWEST && kept <= (1 - MOST) * byChance ? { rows, areAll: false } : undefined
}

/** Whether nearly all of some rows have no item either, or the label of a sum: they are no lines of an order. */
function areSums(cells: FilledRows['cells'], rows: readonly number[], item: number): boolean {
  const isSum = (row: number) => isMissing(cells[row]![item]!) || mayBeTotal(cells[row]![item]!)
  return rows.filter(isSum).length >= MOST * rows.length
}

/**
 * Whether most cells are empty, the first is not, and nearly all of the others differ. Of items, which clicks of pages lack, and where rows
 * without a value are skipped by choice, only if the others are sorted too, as those of a spreadsheet's groups are.
 */
function areMerged(role: Role, cells: readonly string[], missing: LayoutOptions['missing']): boolean {
  const values = cells.filter((cell) => cell !== '')
  if (role === 'rating' || cells[0] === '' || 2 * values.length >= cells.length) return false
  const areNew = new Set(values).size >= MOST * values.length
  return role === 'item' || missing === 'skip' ? areSorted(values) : areNew
}

/** Whether each of several values is above the one before. */
function areSorted(values: readonly string[]): boolean {
  const { compare } = new Intl.Collator('en', { numeric: true })
  return (
    values.length >= FEWEST &&
    values.every((value, place) => place === 0 || compare(values[place - 1]!, value) < 0)
  )
}
