import { addScaled, dot } from './dot'
import { lossOf, rowOf, sumOfOnes } from './ones'

/**
 * Takes rows `from` to `to` nearer to their solutions by some steps of conjugate gradients: see `RowSystems` of @hvamp/tensors.
 *
 * The bits are those of `conjugateGradientSolver` in @hvamp/models.
 *
 * @param losses where the loss of each row's ones goes, a double for each
 * @param room for 3 · size doubles
 */
export function solveByGradients(
  from: i32,
  to: i32,
  size: i32,
  steps: i32,
  offsets: usize,
  columns: usize,
  factors: usize,
  products: usize,
  weight: f64,
  target: f64,
  ridges: usize,
  solutions: usize,
  losses: usize,
  room: usize,
): i32 {
  const d = size as usize
  const width = d << 3
  const residual = room
  const direction = residual + width
  const image = direction + width
  for (let row = from; row < to; row++) {
    const ones = columns + (load<i32>(offsets + (row << 2)) << 2)
    const count = load<i32>(offsets + (row << 2), 4) - load<i32>(offsets + (row << 2))
    const ridge = load<f64>(ridges + (row << 3))
    const x = solutions + (row as usize) * width
    sumOfOnes(target, factors, ones, count, residual, d)
    multiply(x, products, factors, ones, count, weight, ridge, d, image)
    addScaled(-1, image, residual, d)
    memory.copy(direction, residual, width)
    let squares = dot(residual, residual, d)
    for (let step = 0; step < steps && squares > 0; step++) {
      multiply(direction, products, factors, ones, count, weight, ridge, d, image)
      const length = squares / dot(direction, image, d)
      addScaled(length, direction, x, d)
      addScaled(-length, image, residual, d)
      const next = dot(residual, residual, d)
      turn(next / squares, residual, direction, width)
      squares = next
    }
    store<f64>(losses + (row << 3), lossOf(x, factors, ones, count, d, weight, target))
  }
  return -1
}

/** image ← (products + ridge I + weight Σ_ones v vᵀ) x. */
// @ts-expect-error: decorator
@inline
function multiply(
  x: usize,
  products: usize,
  factors: usize,
  ones: usize,
  count: i32,
  weight: f64,
  ridge: f64,
  size: usize,
  image: usize,
): void {
  const width = size << 3
  for (let at: usize = 0, row = products; at < width; at += 8, row += width) {
    store<f64>(image + at, dot(row, x, size) + ridge * load<f64>(x + at))
  }
  for (let i = 0; i < count; i++) {
    const v = rowOf(factors, ones, i, size)
    addScaled(weight * dot(v, x, size), v, image, size)
  }
}

/** direction ← residual + factor · direction. */
// @ts-expect-error: decorator
@inline
function turn(factor: f64, residual: usize, direction: usize, width: usize): void {
  for (let at: usize = 0; at < width; at += 8) {
    store<f64>(direction + at, load<f64>(residual + at) + factor * load<f64>(direction + at))
  }
}
