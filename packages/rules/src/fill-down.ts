import type { TableColumn } from '@hvamp/data'
import { isMissingCell } from './missing-cells'

const FEWEST = 3 // groups of several items that show it
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
 * It is known by a column that all rows have, in which rows of one value, three and more such groups of several items, follow on each
 * other: nearly all first rows of these have a value, and no further row of an item has one.
 *
 * @param ids of the items of the rows, undefined where a row is of none
 */
export function fillDown(
  columns: ReadonlyMap<string, TableColumn>,
  ids: readonly (string | undefined)[],
): { readonly columns: ReadonlyMap<string, TableColumn>; readonly filledDown?: FilledDown } {
  let best: (FilledDown & { readonly firsts: Int32Array }) | undefined
  for (const [by, column] of columns) {
    const firsts = firstRows(column, ids.length)
    if (!firsts) continue
    const found = [...columns].filter(([name, each]) => name !== by && isInFirstRows(each, firsts, ids))
    if (found.length > (best?.columns.length ?? 0))
      best = { by, columns: found.map(([name]) => name), firsts }
  }
  if (!best) return { columns }
  const { firsts, ...filledDown } = best
  const filled = [...columns].map(([name, column]): [string, TableColumn] =>
    filledDown.columns.includes(name) ? [name, filledColumn(column, firsts)] : [name, column],
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
  for (let row = 0; row < rowCount; row++) {
    if (isMissingCell(column, row)) return undefined
    const value = values[row]!
    if (row > 0 && value === values[row - 1]) {
      firsts[row] = firsts[row - 1]!
    } else {
      if (seen.has(value)) return undefined
      seen.add(value)
      firsts[row] = row
    }
  }
  return seen.size < rowCount ? firsts : undefined
}

function isInFirstRows(
  column: TableColumn,
  firsts: Int32Array,
  ids: readonly (string | undefined)[],
): boolean {
  const groups = new Set<number>()
  for (const [row, first] of firsts.entries()) {
    if (first === row || ids[row] === undefined) continue
    if (!isMissingCell(column, row)) return false
    groups.add(first)
  }
  const filled = [...groups].filter((first) => !isMissingCell(column, first)).length
  return groups.size >= FEWEST && filled >= SHARE * groups.size
}

/** A column in which a row without a value has that of its first row. */
function filledColumn(column: TableColumn, firsts: Int32Array): TableColumn {
  const from = firsts.map((first, row) => (isMissingCell(column, row) ? first : row))
  if (column.type !== 'list') {
    const values = column.values.map((_, row) => column.values[from[row]!]!)
    return { ...column, values } as TableColumn
  }
  const offsets = new Int32Array(from.length + 1)
  const values: number[] = []
  for (const [row, other] of from.entries()) {
    values.push(...column.values.subarray(column.offsets[other], column.offsets[other + 1]))
    offsets[row + 1] = values.length
  }
  return { ...column, offsets, values: Int32Array.from(values) }
}
