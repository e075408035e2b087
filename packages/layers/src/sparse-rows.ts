import type { Random } from '@hvamp/random'
import { type Tensor2D, tensor2d } from '@tensorflow/tfjs-core'

/** A batch of sparse rows on the host: row r holds `columns` and `values` from `offsets[r]` to `offsets[r + 1]`. */
export interface SparseRows {
  readonly rowCount: number
  readonly columnCount: number
  readonly offsets: Int32Array // [rowCount + 1]
  readonly columns: Int32Array // [nonZeros], each column at most once a row
  readonly values: Float32Array // [nonZeros]
}

/** Input of a first layer: sparse rows, or dense ones such as pseudo-inputs. */
export type Rows = SparseRows | Tensor2D

/** Whether the rows are sparse. */
export function isSparse(rows: Rows): rows is SparseRows {
  return 'offsets' in rows
}

/** Each row divided by its L2 norm; empty rows stay empty. */
export function l2Normalize(rows: SparseRows): SparseRows {
  const { offsets, values } = rows
  const normalized = new Float32Array(values.length)
  for (let row = 0; row < rows.rowCount; row++) {
    let squares = 0
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) squares += values[i]! ** 2
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) normalized[i] = values[i]! * scale
  }
  return { ...rows, values: normalized }
}

/** Inverted dropout of the stored values: each is zeroed with probability `rate`, the rest divided by 1 − rate. */
export function dropoutRows(rows: SparseRows, rate: number, noise: Random): SparseRows {
  const mask = noise.dropoutMask(rows.values.length, 1 - rate)
  return { ...rows, values: rows.values.map((value, i) => value * mask[i]!) }
}

/** The rows as a dense tensor [rowCount, columnCount], for backends without a sparse kernel. */
export function toDense({ rowCount, columnCount, offsets, columns, values }: SparseRows): Tensor2D {
  const dense = new Float32Array(rowCount * columnCount)
  for (let row = 0; row < rowCount; row++) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++)
      dense[row * columnCount + columns[i]!] = values[i]!
  }
  return tensor2d(dense, [rowCount, columnCount])
}
