import type { TableColumn } from '@hvamp/data'
import { isMissingCell } from './missing-cells'

const FEWEST = 3 // groups of several rows that show it
const SHARE = 0.9 // of these

/** Columns whose values stand in the first row of several alone, and what these rows have in common. */
export interface FilledDown {
  readonly by: string
  readonly columns: readonly string[]
}

/**
 * Gives the rows below a first one its values, where a table has them there alone: a shop's export says once of a product what holds for all
 * of its variants.
 *
 * It is known by a column that all rows have, in which rows of one value, three and more such groups, follow on each other: nearly all
 * first rows of these have a value, and no further row has one.
 */
export function fillDown(
  columns: ReadonlyMap<string, TableColumn>,
  rowCount: number,
): { readonly columns: ReadonlyMap<string, TableColumn>; readonly filledDown?: FilledDown } {
  let best: (FilledDown & { readonly firsts: Int32Array }) | undefined
  for (const [by, column] of columns) {
    const firsts = firstRows(column, rowCount)
    if (!firsts) continue
    const found = [...columns].filter(([name, each]) => name !== by && isInFirstRows(each, firsts))
    if (found.length > (best?.columns.length ?? 0))
      best = { by, columns: found.map(([name]) => name), firsts }
  }
  if (!best) return { columns }
  const { firsts, ...filledDown } = best
  const filled = [...columns].map(([name, column]): [string, TableColumn] =>
    filledDown.columns.includes(name) ? [name, rowsOf(column, firsts)] : [name, column],
  )
  return { columns: new Map(filled), filledDown }
}

/**
 * What was filled down, in words.
 *
 * @example filledDownInWords({ by: 'Handle', columns: ['Vendor'] }) // "'Vendor' stands in the first row of each 'Handle' alone, and …"
 */
export function filledDownInWords({ by, columns }: FilledDown): string {
  const [stand, hold] = columns.length === 1 ? ['stands', 'holds'] : ['stand', 'hold']
  const names = columns.map((column) => `'${column}'`).join(', ')
  return `${names} ${stand} in the first row of each '${by}' alone, and ${hold} for the rows below it`
}

/** The first row of each row's group; undefined where a column makes no groups of rows that follow on each other. */
function firstRows(column: TableColumn, rowCount: number): Int32Array | undefined {
  if (column.type !== 'text' && column.type !== 'number') return undefined
  const { values } = column
  const seen = new Set<number>()
  const firsts = new Int32Array(rowCount)
  let groups = 0 // of several rows
  for (let row = 0; row < rowCount; row++) {
    if (isMissingCell(column, row)) return undefined
    const value = values[row]!
    if (row > 0 && value === values[row - 1]) {
      firsts[row] = firsts[row - 1]!
      if (firsts[row] === row - 1) groups++
    } else {
      if (seen.has(value)) return undefined
      seen.add(value)
      firsts[row] = row
    }
  }
  return groups < FEWEST ? undefined : firsts
}

function isInFirstRows(column: TableColumn, firsts: Int32Array): boolean {
  let [groups, filled] = [0, 0]
  for (let row = 1; row < firsts.length; row++) {
    if (firsts[row] === row) continue
    if (!isMissingCell(column, row)) return false
    if (firsts[row] !== row - 1) continue
    groups++
    if (!isMissingCell(column, row - 1)) filled++
  }
  return filled >= SHARE * groups
}

/** A column with the cells of other rows. */
function rowsOf(column: TableColumn, rows: Int32Array): TableColumn {
  if (column.type !== 'list') {
    const values = column.values.map((_, row) => column.values[rows[row]!]!)
    return { ...column, values } as TableColumn
  }
  const offsets = new Int32Array(rows.length + 1)
  const values: number[] = []
  for (const [row, from] of rows.entries()) {
    values.push(...column.values.subarray(column.offsets[from], column.offsets[from + 1]))
    offsets[row + 1] = values.length
  }
  return { ...column, offsets, values: Int32Array.from(values) }
}
