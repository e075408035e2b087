import { dot } from './dot'

/**
 * Cholesky's factor of a symmetric positive definite matrix, A = L Lᵀ, in its place.
 *
 * @param a [size, size] row by row; only its lower triangle is read, and holds L in the end
 * @throws if the matrix is not positive definite, with NaN among others
 */
export function choleskyFactor(a: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * size
    for (let j = 0; j < i; j++) {
      a[row + j] = (a[row + j]! - dot(a, row, a, j * size, j)) / a[j * size + j]!
    }
    const pivot = a[row + i]! - dot(a, row, a, row, i)
    if (!(pivot > 0))
      throw new Error(`cholesky: the matrix must be positive definite, got a pivot of ${pivot}`)
    a[row + i] = Math.sqrt(pivot)
  }
}

/** x ← L⁻¹ x, for the `size` elements of `x` from `at` on. */
export function solveLower(lower: Float64Array, size: number, x: Float64Array, at = 0): void {
  for (let i = 0; i < size; i++) {
    x[at + i] = (x[at + i]! - dot(lower, i * size, x, at, i)) / lower[i * size + i]!
  }
}

/** x ← L⁻ᵀ x, for the `size` elements of `x` from `at` on. After `solveLower`, x solves A x = b. */
export function solveLowerTransposed(lower: Float64Array, size: number, x: Float64Array, at = 0): void {
  for (let i = size - 1; i >= 0; i--) {
    const row = i * size
    const value = x[at + i]! / lower[row + i]!
    x[at + i] = value
    for (let j = 0; j < i; j++) x[at + j]! -= value * lower[row + j]!
  }
}
