import { orderNumbers } from '../columns/order-names'
import { cellsOf } from '../lines/cells'
import type { HeadLine } from '../lines/file-head'
import { NO_RATINGS } from '../reading/absent-values'
import type { LayoutOptions } from '../reading/layout-options'
import { quoted, undecided } from '../values/file-error'
import type { TableLayout } from './table-layout'

const FEWEST = 3 // rows without a value
const SHARE = 0.1 // of all
const MOST = 0.9 // of the rows with and without

/**
 * Requires that a user, an item, a time and a rating stand in each row, not in the first of several alone, as exports write what an order has once: the rows
 * below it are of the same order.
 *
 * @param body lines of the table, with its header
 * @throws if nearly all rows without a value share one of another column with the row above, and nearly all rows with a value do not, or
 *   lack the number of their order too; if most rows have none, and the others are as merged cells leave them
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
  const order = orderNumbers(names)
  for (const [role, column] of Object.entries({ user, item, timestamp, rating })) {
    if (column === undefined) continue
    const numbers = [...rows.keys()].slice(1)
    const isEmpty = (row: number) => rows[row]!.cells[column] === ''
    const empty = numbers.filter(isEmpty)
    const filled = numbers.filter((row) => !isEmpty(row))
    if (empty.length < Math.max(FEWEST, SHARE * rows.length) || filled.length === 0) continue
    // rows of one user may well lack an item: pages beside those of items
    const group = names.findIndex((_, other) => {
      const continues = (row: number) =>
        rows[row]!.cells[other] !== '' && rows[row]!.cells[other] === rows[row - 1]!.cells[other]
      const begins = filled.filter((row) => !continues(row))
      return (
        role !== 'item' &&
        other !== column &&
        empty.filter(continues).length >= MOST * empty.length &&
        begins.length >= MOST * filled.length
      )
    })
    const where = `${name}:${rows[empty[0]!]!.line}`
    const each = `${role === 'item' ? 'an' : 'a'} ${role} in each row`
    const isOfOrders =
      role !== 'item' &&
      order !== undefined &&
      order !== column &&
      empty.filter((row) => rows[row]!.cells[order] === '').length >= MOST * empty.length &&
      filled.filter((row) => rows[row]!.cells[order] !== '').length >= MOST * filled.length
    if (group < 0 && isOfOrders) {
      const both = `${quoted(names[order]!)} and ${quoted(names[column]!)}`
      const got = `none in ${empty.length} of the first ${rows.length}, which have no ${quoted(names[order]!)} either: fill ${both} down`
      throw undecided(where, each, got, [`columns.${role}`])
    }
    if (group < 0) {
      if (
        !areMerged(
          role,
          rows.map(({ cells }) => cells[column]!),
          missing,
        )
      )
        continue
      const got = `none in ${empty.length} of the first ${rows.length}, and a new one in each other, as merged cells of a spreadsheet leave them: fill ${quoted(names[column]!)} down, or take a column that each row has`
      throw undecided(where, each, got, [`columns.${role}`])
    }
    const got = `none in ${empty.length} of the first ${rows.length}, whose ${quoted(names[group]!)} is that of the row above: fill ${quoted(names[column]!)} down, or take a column that each row has`
    const options = role === 'rating' ? ['columns.rating', NO_RATINGS] : [`columns.${role}`]
    throw undecided(where, each, got, options)
  }
}

/**
 * Whether most cells are empty, the first is not, and nearly all of the others differ. Of items, which clicks of pages lack, and where rows
 * without a value are skipped by choice, only if the others are sorted too, as those of a spreadsheet's groups are.
 */
function areMerged(role: string, cells: readonly string[], missing: LayoutOptions['missing']): boolean {
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
