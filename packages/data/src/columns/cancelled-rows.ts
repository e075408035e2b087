import { addRows } from './rows-of-values'

/** Rows of one value of a status. */
export interface StatusRows {
  /** '' for none. */
  readonly value: string
  readonly rows: number
}

/** Rows that a column, which was not read, calls cancelled or sent back. */
export interface CancelledRows {
  /** Its name. */
  readonly column: string
  /** Its cells that say so, in order of first appearance, at most twenty: those of a status, which a query has to name. */
  readonly values: readonly string[]
  readonly rows: number
  /** Those of them whose own cell is empty: the first row of their order says so, which alone has a value in all orders. */
  readonly below?: number
  /** The first of them, from 1: a line of a text file, a row of a parquet file or of a query. */
  readonly first: number
  /** Its file, where several were read. */
  readonly file?: string
  /** Of a status with several other values: the rows of each of these, most first. */
  readonly others?: readonly StatusRows[]
}

/** The rows of a column, of which it shows at the end whether they are said. */
export interface CancellationCount extends CancelledRows {
  /** Those of them by a time, a reason, an amount or a flag of what holds, which all rows may have in the end. */
  readonly moments: number
}

/** Values of a column that are kept. */
export const MOST_SHOWN = 20
const MOST_ROWS = 0.5 // of a column of times, reasons or amounts, or of flags: a book that was lent is returned, in the end, and an order may be paid for on delivery

/**
 * What is said of the rows of one file or several: those of each column together, most rows first. Not of a time, a reason or
 * an amount that more than half of all rows have.
 *
 * @param counts of one file after the other
 * @param all rows of the files
 */
export function cancelledRows(counts: readonly CancellationCount[], all: number): readonly CancelledRows[] {
  const joined = new Map<string, CancellationCount>()
  for (const count of counts) {
    const before = joined.get(count.column)
    joined.set(count.column, before ? added(before, count) : count)
  }
  return [...joined.values()]
    .filter(({ rows, moments }) => rows > 0 && moments <= MOST_ROWS * all)
    .toSorted((a, b) => b.rows - a.rows)
    .map(({ moments: _, others = [], ...rows }) => ({
      ...rows,
      ...(others.length > 1 &&
        others.length <= MOST_SHOWN && { others: others.toSorted((a, b) => b.rows - a.rows) }),
    }))
}

function added(before: CancellationCount, more: CancellationCount): CancellationCount {
  const below = (before.below ?? 0) + (more.below ?? 0)
  const others = before.others && more.others && joinedOthers([...before.others, ...more.others])
  const { others: _, ...first } = before.rows > 0 ? before : more
  return {
    ...first,
    values: [...new Set([...before.values, ...more.values])].slice(0, MOST_SHOWN),
    rows: before.rows + more.rows,
    moments: before.moments + more.moments,
    ...(below > 0 && { below }),
    ...(others && { others }),
  }
}

function joinedOthers(others: readonly StatusRows[]): StatusRows[] {
  const rowsOf = new Map<string, number>()
  for (const { value, rows } of others) addRows(rowsOf, value, rows)
  return Array.from(rowsOf, ([value, rows]) => ({ value, rows }))
}
