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
 * Requires that a user, a time and a rating stand in each row, not in the first of several alone, as exports write what an order has once: the rows
 * below it are of the same order.
 *
 * @param body lines of the table, with its header
 * @throws if nearly all rows without a value share one of another column with the row above, and nearly all rows with a value do not; if
 *   most rows have none, and the values of nearly all others are new, unless such rows are skipped by choice
 */
export function requireFilledDown(
  layout: TableLayout,
  body: readonly HeadLine[],
  { missing }: Pick<LayoutOptions, 'missing'>,
  name: string,
): void {
  const { delimiter, quoting, names, columnCount, user, rating, timestamp } = layout
  if (!names) return
  const cut = body.map(({ text, line }) => ({ line, cells: cellsOf(text, delimiter, quoting) }))
  const rows = cut.slice(1).filter(({ cells }) => cells.length === columnCount)
  for (const [role, column] of Object.entries({ user, timestamp, rating })) {
    if (column === undefined) continue
    const numbers = [...rows.keys()].slice(1)
    const isEmpty = (row: number) => rows[row]!.cells[column] === ''
    const empty = numbers.filter(isEmpty)
    const filled = numbers.filter((row) => !isEmpty(row))
    if (empty.length < Math.max(FEWEST, SHARE * rows.length) || filled.length === 0) continue
    const group = names.findIndex((_, other) => {
      const continues = (row: number) =>
        rows[row]!.cells[other] !== '' && rows[row]!.cells[other] === rows[row - 1]!.cells[other]
      const begins = filled.filter((row) => !continues(row))
      return (
        other !== column &&
        empty.filter(continues).length >= MOST * empty.length &&
        begins.length >= MOST * filled.length
      )
    })
    if (group < 0) {
      if (missing === 'skip' || role === 'rating' || !areMerged(rows.map(({ cells }) => cells[column]!)))
        continue
      const got = `none in ${empty.length} of the first ${rows.length}, and a new one in each other, as merged cells of a spreadsheet leave them: fill ${quoted(names[column]!)} down, or take a column that each row has`
      throw undecided(`${name}:${rows[empty[0]!]!.line}`, `a ${role} in each row`, got, [`columns.${role}`])
    }
    const got = `none in ${empty.length} of the first ${rows.length}, whose ${quoted(names[group]!)} is that of the row above: fill ${quoted(names[column]!)} down, or take a column that each row has`
    const where = `${name}:${rows[empty[0]!]!.line}`
    const options = role === 'rating' ? ['columns.rating', NO_RATINGS] : [`columns.${role}`]
    throw undecided(where, `a ${role} in each row`, got, options)
  }
}

/** Whether most cells are empty, the first is not, and nearly all of the others differ. */
function areMerged(cells: readonly string[]): boolean {
  const values = cells.filter((cell) => cell !== '')
  return cells[0] !== '' && 2 * values.length < cells.length && new Set(values).size >= MOST * values.length
}
