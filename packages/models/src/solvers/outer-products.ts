import { panel, symmetricRankUpdate } from './rank-update'

const depth = 64

/** Columns of a matrix whose rows are `stride` apart, from `start` on. */
interface Columns {
  readonly stride: number
  readonly start: number
}

/**
 * a ← a + scale · Σ v vᵀ over some rows v of a matrix, in the lower triangle: see `symmetricRankUpdate`.
 *
 * @param a [size, size] row by row
 * @param matrix [any, size] row by row, or as many of its columns
 * @param rows which of its rows
 */
export function addOuterProducts(
  a: Float64Array,
  size: number,
  matrix: Float64Array,
  rows: Int32Array,
  scale: number,
  { stride, start: first }: Columns = { stride: size, start: 0 },
): void {
  const p = panel(size, Math.min(depth, rows.length))
  for (let start = 0; start < rows.length; start += depth) {
    const count = Math.min(depth, rows.length - start)
    for (let column = 0; column < count; column++) {
      const from = rows[start + column]! * stride + first
      for (let row = 0; row < size; row++) {
        p[((row >> 2) * count + column) * 4 + (row & 3)] = matrix[from + row]!
      }
    }
    symmetricRankUpdate(a, size, p, count, scale)
  }
}

/** MᵀM in full, for a matrix of [rowCount, size]. */
export function columnProducts(matrix: Float64Array, rowCount: number, size: number): Float64Array {
  const products = new Float64Array(size * size)
  addOuterProducts(
    products,
    size,
    matrix,
    Int32Array.from({ length: rowCount }, (_, row) => row),
    1,
  )
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) products[j * size + i] = products[i * size + j]!
  }
  return products
}
