import type { Random } from '@hvamp/random'
import type { TrainedRows } from '@hvamp/tensors'
import { type Tensor1D, type Tensor2D, tensor1d } from '@tensorflow/tfjs-core'
import { requireArray } from './require-array'

/** A batch of sparse rows on the host: row r holds `columns` and `values` from `offsets[r]` to `offsets[r + 1]`. */
export interface SparseRows {
  readonly rowCount: number
  readonly columnCount: number
  readonly offsets: Int32Array // [rowCount + 1]
  readonly columns: Int32Array // [nonZeros], each column at most once a row
  readonly values: Float32Array // [nonZeros]
}

/** Input of a first layer: sparse rows, sparse rows whose values are trained, or dense rows. */
export type Rows = SparseRows | TrainedRows | Tensor2D

/** Whether the rows are sparse and on the host. */
export function isSparse(rows: Rows): rows is SparseRows {
  return 'offsets' in rows
}

/** Whether the rows are sparse, and their values trained. */
export function isTrained(rows: Rows): rows is TrainedRows {
  return 'columnCount' in rows && !isSparse(rows)
}

/**
 * Checks a batch before kernels follow its columns to where they point.
 *
 * @param where prefix of error messages
 * @param dense a tensor that must have as many rows and columns, if one is given
 * @throws if offsets, columns and values are no arrays of their types, or do not fit together or with `dense`
 */
export function requireRows(where: string, rows: SparseRows, dense?: Tensor2D): void {
  const { rowCount, columnCount, offsets, columns, values } = rows
  const fail = (rule: string) => {
    throw new Error(`${where}: ${rule}`)
  }
  requireArray(`${where}: offsets`, offsets, Int32Array)
  requireArray(`${where}: columns`, columns, Int32Array)
  requireArray(`${where}: values`, values, Float32Array)
  if (dense && (dense.shape[0] !== rowCount || dense.shape[1] !== columnCount)) {
    fail(`the rows [${rowCount}, ${columnCount}] must have the shape of the logits, [${dense.shape}]`)
  }
  if (offsets.length !== rowCount + 1 || offsets[0] !== 0 || offsets[rowCount] !== columns.length) {
    fail(
      `offsets must go from 0 to ${columns.length} in ${rowCount} steps, got [${offsets[0]} … ${offsets.at(-1)}] in ${offsets.length - 1}`,
    )
  }
  if (columns.length !== values.length) {
    fail(`rows must have a value for each of ${columns.length} columns, got ${values.length}`)
  }
  for (let row = 0; row < rowCount; row++) {
    if (offsets[row]! > offsets[row + 1]!)
      fail(`offsets must not fall, got ${offsets[row]}, then ${offsets[row + 1]}`)
  }
  for (let i = 0; i < columns.length; i++) {
    if (!(columns[i]! >= 0 && columns[i]! < columnCount)) {
      fail(`columns must be in [0, ${columnCount}), got ${columns[i]}`)
    }
  }
}

/** The sum of the values of each row: [rowCount]. */
export function rowSums({ rowCount, offsets, values }: SparseRows): Tensor1D {
  const sums = new Float32Array(rowCount)
  for (let row = 0; row < rowCount; row++) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) sums[row]! += values[i]!
  }
  return tensor1d(sums)
}

/** Each row divided by its L2 norm; empty rows stay empty. */
export function l2Normalize<T extends SparseRows>(rows: T): T {
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
  const values = noise.dropoutMask(rows.values.length, 1 - rate)
  for (let i = 0; i < values.length; i++) values[i]! *= rows.values[i]!
  return { ...rows, values }
}
