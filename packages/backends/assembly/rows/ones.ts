import { addScaled, dot } from './dot'

/** The row of a matrix of doubles, [any, size], that one of the ones names. */
// @ts-expect-error: decorator
@inline
export function rowOf(factors: usize, ones: usize, i: i32, size: usize): usize {
  return factors + (load<i32>(ones + (i << 2)) as usize) * (size << 3)
}

/** x ← scale · Σ v over the ones. */
// @ts-expect-error: decorator
@inline
export function sumOfOnes(
  scale: f64,
  factors: usize,
  ones: usize,
  count: i32,
  x: usize,
  size: usize,
): void {
  memory.fill(x, 0, size << 3)
  for (let i = 0; i < count; i++) addScaled(scale, rowOf(factors, ones, i, size), x, size)
}

/** Σ target (1 − x·v)² + (weight − target) (x·v)² over the ones. */
// @ts-expect-error: decorator
@inline
export function lossOf(
  x: usize,
  factors: usize,
  ones: usize,
  count: i32,
  size: usize,
  weight: f64,
  target: f64,
): f64 {
  let loss: f64 = 0
  for (let i = 0; i < count; i++) {
    const score = dot(x, rowOf(factors, ones, i, size), size)
    loss += target * ((1 - score) * (1 - score)) + (weight - target) * (score * score)
  }
  return loss
}
