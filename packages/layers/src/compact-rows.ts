import type { SparseRows } from './sparse-rows'

/** Sparse rows over the columns that they have entries in. */
export interface CompactRows {
  /** The columns, rising: column i of the rows stands for `columns[i]`. */
  readonly columns: Int32Array
  readonly rows: SparseRows // [rowCount, columns.length]
}

/**
 * The same rows with the columns renumbered that they have entries in, without those that they have none in.
 *
 * @param also further columns to keep, in any order; those that the rows have anyway change nothing
 * @throws if a column is out of its range
 * @example compactRows(rows).columns // the items of a batch
 */
export function compactRows(rows: SparseRows, also: Int32Array = new Int32Array(0)): CompactRows {
  const { rowCount, columnCount, offsets, columns: given, values } = rows
  const places = new Int32Array(columnCount).fill(-1)
  let count = 0
  for (const some of [given, also]) {
    for (const column of some) {
      if (!(column >= 0 && column < columnCount)) {
        throw new Error(`compactRows: columns must be in [0, ${columnCount}), got ${column}`)
      }
      if (places[column]! < 0) {
        places[column] = 0
        count++
      }
    }
  }
  const kept = new Int32Array(count)
  let next = 0
  for (let column = 0; column < columnCount; column++) {
    if (places[column]! < 0) continue
    kept[next] = column
    places[column] = next++
  }
  const columns = given.map((column) => places[column]!)
  return { columns: kept, rows: { rowCount, columnCount: count, offsets, columns, values } }
}
