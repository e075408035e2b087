import { addScaled, dot, finish } from './dot'

/**
 * Cholesky's factor of a symmetric positive definite matrix of doubles, A = L Lᵀ, in its place.
 *
 * The bits are those of `choleskyFactor` in @hvamp/models. Its dot products of two rows with two columns are computed side by
 * side, as far as a whole number of four elements goes.
 *
 * @param a [size, size]; only its lower triangle is read, and holds L in the end
 * @returns whether the matrix is positive definite, which NaN is not
 */
export function factor(a: usize, size: usize): bool {
  const width = size << 3
  let i: usize = 0
  for (; i + 1 < size; i += 2) {
    const row = a + i * width
    const whole = i & ~3
    for (let j: usize = 0; j < whole; j += 4) {
      const column = a + j * width
      pairs(row, column, width, j, j)
      pairs(row, column + 2 * width, width, j, j + 2)
    }
    if (!finishRow(a, row, width, whole, i)) return false
    if (!finishRow(a, row + width, width, whole, i + 1)) return false
  }
  return i == size || finishRow(a, a + i * width, width, 0, i)
}

/**
 * The elements of two rows in columns `j` and `j + 1`: their dot products begin with `length` elements, a multiple of four, and
 * have j and j + 1 of them.
 */
// @ts-expect-error: decorator
@inline
function pairs(row: usize, column: usize, width: usize, length: usize, j: usize): void {
  let low00 = f64x2.splat(0)
  let high00 = f64x2.splat(0)
  let low01 = f64x2.splat(0)
  let high01 = f64x2.splat(0)
  let low10 = f64x2.splat(0)
  let high10 = f64x2.splat(0)
  let low11 = f64x2.splat(0)
  let high11 = f64x2.splat(0)
  const whole = length << 3
  for (let k: usize = 0; k < whole; k += 32) {
    const x = v128.load(row + k)
    const y = v128.load(row + width + k)
    const p = v128.load(column + k)
    const q = v128.load(column + width + k)
    low00 = f64x2.add(low00, f64x2.mul(x, p))
    low01 = f64x2.add(low01, f64x2.mul(x, q))
    low10 = f64x2.add(low10, f64x2.mul(y, p))
    low11 = f64x2.add(low11, f64x2.mul(y, q))
    const x2 = v128.load(row + k, 16)
    const y2 = v128.load(row + width + k, 16)
    const p2 = v128.load(column + k, 16)
    const q2 = v128.load(column + width + k, 16)
    high00 = f64x2.add(high00, f64x2.mul(x2, p2))
    high01 = f64x2.add(high01, f64x2.mul(x2, q2))
    high10 = f64x2.add(high10, f64x2.mul(y2, p2))
    high11 = f64x2.add(high11, f64x2.mul(y2, q2))
  }
  const next = column + width
  const at = j << 3
  put(row, column, at, whole, low00, high00)
  put(row, next, at + 8, whole, low01, high01)
  put(row + width, column, at, whole, low10, high10)
  put(row + width, next, at + 8, whole, low11, high11)
}

/** Sets the element at byte `at` of a row, of whose dot product with a column's row the first `whole` bytes are summed. */
// @ts-expect-error: decorator
@inline
function put(row: usize, column: usize, at: usize, whole: usize, low: v128, high: v128): void {
  const sum = finish(low, high, row + whole, column + whole, row + at)
  store<f64>(row + at, (load<f64>(row + at) - sum) / load<f64>(column + at))
}

/** Sets the elements of row `i` from column `j` to its diagonal. */
// @ts-expect-error: decorator
@inline
function finishRow(a: usize, row: usize, width: usize, j: usize, i: usize): bool {
  for (; j < i; j++) {
    const column = a + j * width
    store<f64>(row + (j << 3), (load<f64>(row + (j << 3)) - dot(row, column, j)) / load<f64>(column + (j << 3)))
  }
  const pivot = load<f64>(row + (i << 3)) - dot(row, row, i)
  store<f64>(row + (i << 3), sqrt<f64>(pivot))
  return pivot > 0
}

/** x ← L⁻ᵀ L⁻¹ x. */
// @ts-expect-error: decorator
@inline
export function substitute(lower: usize, size: usize, x: usize): void {
  const width = size << 3
  for (let i: usize = 0; i < size; i++) {
    const row = lower + i * width
    const at = i << 3
    store<f64>(x + at, (load<f64>(x + at) - dot(row, x, i)) / load<f64>(row + at))
  }
  for (let i: usize = size; i-- > 0; ) {
    const row = lower + i * width
    const at = i << 3
    const value = load<f64>(x + at) / load<f64>(row + at)
    store<f64>(x + at, value)
    addScaled(-value, row, x, i)
  }
}

/**
 * L⁻¹ of a symmetric positive definite matrix L Lᵀ, which then holds L in its lower triangle.
 *
 * @param inverse room for it, [size, size]: zeros above the diagonal
 * @returns whether the matrix is positive definite
 */
export function invertFactor(a: usize, size: i32, inverse: usize): bool {
  const n = size as usize
  const width = n << 3
  if (!factor(a, n)) return false
  memory.fill(inverse, 0, n * width)
  for (let i: usize = 0; i < n; i++) {
    const lower = a + i * width
    const row = inverse + i * width
    for (let j: usize = 0; j < i; j++) {
      addScaled(-load<f64>(lower + (j << 3)), inverse + j * width, row, j + 1)
    }
    const pivot = load<f64>(lower + (i << 3))
    for (let j: usize = 0; j < i; j++) store<f64>(row + (j << 3), load<f64>(row + (j << 3)) / pivot)
    store<f64>(row + (i << 3), 1 / pivot)
  }
  return true
}
