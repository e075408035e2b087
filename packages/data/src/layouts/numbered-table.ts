import { headerOfNumbers } from '../columns/header-of-numbers'
import type { LayoutOptions } from '../reading/layout-options'
import { doubtful, doubtInRows } from './headerless-rows'
import { numbersOrRow } from './numbers-or-row'
import { rowsWithIds } from './rows-with-gaps'
import { lineIn, placedTable, type TableLayout } from './table-layout'

type Rows = readonly (readonly string[])[]

/**
 * A table whose header numbers its columns from 0, as pandas writes it for a frame without names; undefined if the first line is none. Below it
 * stand user, item, rating and time, if they surely do, behind the index, whose name is empty.
 *
 * @throws if that line may be a row, too, and nobody says which; or if columns are not sure
 */
export function numberedTable(
  rows: Rows,
  delimiter: string,
  options: LayoutOptions,
  where: string,
): TableLayout | undefined {
  const names = rows[0]!
  const numbers = headerOfNumbers(rows)
  if (!numbers || rows.length < 2 || rows.some(({ length }) => length !== names.length)) return undefined
  const { before } = numbers
  const below = rows.slice(1).map((row) => row.slice(before))
  const { whole } = rowsWithIds(below)
  const doubt = doubtInRows(whole, delimiter, options, where)
  if (options.header === undefined && !numbers.isSure) {
    if (doubt !== undefined && doubtInRows(rows, delimiter, options, where) !== undefined) return undefined // which is asked about
    throw numbersOrRow(names, doubt === undefined, where)
  }
  if (doubt !== undefined) {
    const numbered = before > 0 ? lineIn(where) : undefined
    throw doubtful({ why: doubt.why, rows: rows.slice(1), numbered }, where)
  }
  const line = below[0]!.map(() => '0').join(delimiter)
  const { user, item, rating, timestamp, ...table } = placedTable(line, delimiter, options, where)
  const behind = (column: number | undefined) => (column === undefined ? undefined : column + before)
  return {
    ...table,
    names,
    columnCount: names.length,
    ...{ user: user + before, item: item + before, rating: behind(rating), timestamp: behind(timestamp) },
  }
}
