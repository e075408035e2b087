import { factor, substitute } from './cholesky'
import { lossOf, sumOfOnes } from './ones'
import { addOuterProducts } from './rank-update'

export { solveInBlocks } from './block-step'
export { invertFactor } from './cholesky'
export { solveByGradients } from './conjugate-gradients'
export { addProduct } from './double-product'
export { sumProducts } from './single-products'

/**
 * products ← Σ v vᵀ over the rows of a matrix [rows, size] of doubles, in the lower triangle, for some groups of four rows of the
 * result, which is 0 there before.
 */
export function outerProducts(
  matrix: usize,
  rows: i32,
  size: i32,
  products: usize,
  from: i32,
  to: i32,
  panel: usize,
): void {
  const width = (size as usize) << 3
  addOuterProducts(products, size, matrix, width, 0, rows, 1, from, to, panel)
}

/**
 * Solves rows `from` to `to`, of which `RowSystems` of @hvamp/tensors tells, exactly.
 *
 * @param losses where the loss of each row's ones goes, a double for each
 * @param system room for a system: [size, size] doubles
 * @returns the first row whose system is not positive definite, or −1
 */
export function solveExactly(
  from: i32,
  to: i32,
  size: i32,
  offsets: usize,
  columns: usize,
  factors: usize,
  products: usize,
  weight: f64,
  target: f64,
  ridges: usize,
  solutions: usize,
  losses: usize,
  system: usize,
  panel: usize,
): i32 {
  const d = size as usize
  const width = d << 3
  const groups = (d + 3) >> 2
  for (let row = from; row < to; row++) {
    const ones = columns + (load<i32>(offsets + (row << 2)) << 2)
    const count = load<i32>(offsets + (row << 2), 4) - load<i32>(offsets + (row << 2))
    const x = solutions + (row as usize) * width
    memory.copy(system, products, d * width)
    addDiagonal(system, d, load<f64>(ridges + (row << 3)))
    addOuterProducts(system, d, factors, width, ones, count, weight, 0, groups, panel)
    sumOfOnes(target, factors, ones, count, x, d)
    if (!factor(system, d)) return row
    substitute(system, d, x)
    store<f64>(losses + (row << 3), lossOf(x, factors, ones, count, d, weight, target))
  }
  return -1
}

// @ts-expect-error: decorator
@inline
function addDiagonal(a: usize, size: usize, value: f64): void {
  const step = (size + 1) << 3
  for (let i: usize = 0; i < size; i++, a += step) store<f64>(a, load<f64>(a) + value)
}
