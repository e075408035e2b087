import type { SparseRows } from '@hvamp/layers'
import { int64, type SparseEntries, type TensorflowOps } from './tensorflow-ops'

/**
 * Sends sparse rows to libtensorflow for one use.
 *
 * @param columnCount columns of the matrix, at least those of the rows
 */
export function withEntries<T>(
  { backend: { binding } }: TensorflowOps,
  rows: SparseRows,
  columnCount: number,
  use: (entries: SparseEntries) => T,
): T {
  const count = rows.columns.length
  const places = binding.createTensor([count, 2], binding.TF_INT64, int64(placesOf(rows)))
  const values = binding.createTensor([count], binding.TF_FLOAT, rows.values.slice())
  try {
    return use({ places, values, shape: [rows.rowCount, columnCount] })
  } finally {
    binding.deleteTensor(places)
    binding.deleteTensor(values)
  }
}

/** Row and column of each entry, one entry after another. */
export function placesOf({ rowCount, offsets, columns }: SparseRows): Int32Array {
  const places = new Int32Array(2 * columns.length)
  for (let row = 0; row < rowCount; row++) {
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) {
      places[2 * entry] = row
      places[2 * entry + 1] = columns[entry]!
    }
  }
  return places
}
