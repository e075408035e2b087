import type { Interactions } from '@hvamp/data'

/** Where a sparse matrix has ones: row r has them at `columns[offsets[r]] … columns[offsets[r + 1] - 1]`. */
export interface Pattern {
  readonly rowCount: number
  readonly columnCount: number
  readonly offsets: Int32Array // [rowCount + 1]
  readonly columns: Int32Array // each column at most once a row
}

/** Users × items, without copying. Values are left out: every interaction counts as one, as in all models here. */
export function patternOf({ userCount, itemCount, offsets, items }: Interactions): Pattern {
  return { rowCount: userCount, columnCount: itemCount, offsets, columns: items }
}

/** Columns as rows, each in ascending order. */
export function transposed({ rowCount, columnCount, offsets, columns }: Pattern): Pattern {
  const starts = new Int32Array(columnCount + 1)
  for (const column of columns) starts[column + 1]! += 1
  for (let column = 0; column < columnCount; column++) starts[column + 1]! += starts[column]!
  const next = starts.slice(0, columnCount)
  const rows = new Int32Array(columns.length)
  for (let row = 0; row < rowCount; row++) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) {
      const column = columns[i]!
      rows[next[column]!] = row
      next[column]! += 1
    }
  }
  return { rowCount: columnCount, columnCount: rowCount, offsets: starts, columns: rows }
}
