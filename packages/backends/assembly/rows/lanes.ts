/**
 * Solves four symmetric positive definite systems, one in each lane: step ← A⁻¹ step, by Cholesky.
 *
 * @param system [size, size] vectors, of which the lower triangle is read; L is there afterwards, with 1 / L_ii on the diagonal
 * @param step [size] vectors
 * @param size a multiple of four
 * @returns whether all four are positive definite, which NaN is not
 */
export function solveLanes(system: usize, size: usize, step: usize): bool {
  return factorLanes(system, size) && substituteLanes(system, size, step)
}

// @ts-expect-error: decorator
@inline
function factorLanes(system: usize, size: usize): bool {
  const width = size << 4
  for (let i: usize = 0; i < size; i++) {
    const row = system + i * width
    const whole = i & ~3
    for (let j: usize = 0; j < whole; j += 4) fourColumns(row, system + j * width, width, j)
    for (let j = whole; j < i; j++) oneColumn(row, system + j * width, j)
    let pivot = v128.load(row + (i << 4))
    for (let k: usize = 0; k < i << 4; k += 16) {
      const value = v128.load(row + k)
      pivot = f32x4.sub(pivot, f32x4.mul(value, value))
    }
    if (!v128.all_true<i32>(f32x4.gt(pivot, f32x4.splat(0)))) return false
    v128.store(row + (i << 4), f32x4.div(f32x4.splat(1), f32x4.sqrt(pivot)))
  }
  return true
}

/** Elements of a row in four columns from `j` on. */
// @ts-expect-error: decorator
@inline
function fourColumns(row: usize, column: usize, width: usize, j: usize): void {
  const at = row + (j << 4)
  const second = column + width
  const third = second + width
  const fourth = third + width
  let sum0 = v128.load(at)
  let sum1 = v128.load(at, 16)
  let sum2 = v128.load(at, 32)
  let sum3 = v128.load(at, 48)
  const end = j << 4
  for (let k: usize = 0; k < end; k += 16) {
    const value = v128.load(row + k)
    sum0 = f32x4.sub(sum0, f32x4.mul(value, v128.load(column + k)))
    sum1 = f32x4.sub(sum1, f32x4.mul(value, v128.load(second + k)))
    sum2 = f32x4.sub(sum2, f32x4.mul(value, v128.load(third + k)))
    sum3 = f32x4.sub(sum3, f32x4.mul(value, v128.load(fourth + k)))
  }
  sum0 = f32x4.mul(sum0, v128.load(column + end))
  sum1 = f32x4.sub(sum1, f32x4.mul(sum0, v128.load(second + end)))
  sum1 = f32x4.mul(sum1, v128.load(second + end, 16))
  sum2 = f32x4.sub(sum2, f32x4.mul(sum0, v128.load(third + end)))
  sum2 = f32x4.sub(sum2, f32x4.mul(sum1, v128.load(third + end, 16)))
  sum2 = f32x4.mul(sum2, v128.load(third + end, 32))
  sum3 = f32x4.sub(sum3, f32x4.mul(sum0, v128.load(fourth + end)))
  sum3 = f32x4.sub(sum3, f32x4.mul(sum1, v128.load(fourth + end, 16)))
  sum3 = f32x4.sub(sum3, f32x4.mul(sum2, v128.load(fourth + end, 32)))
  sum3 = f32x4.mul(sum3, v128.load(fourth + end, 48))
  v128.store(at, sum0)
  v128.store(at, sum1, 16)
  v128.store(at, sum2, 32)
  v128.store(at, sum3, 48)
}

// @ts-expect-error: decorator
@inline
function oneColumn(row: usize, column: usize, j: usize): void {
  const end = j << 4
  let sum = v128.load(row + end)
  for (let k: usize = 0; k < end; k += 16) {
    sum = f32x4.sub(sum, f32x4.mul(v128.load(row + k), v128.load(column + k)))
  }
  v128.store(row + end, f32x4.mul(sum, v128.load(column + end)))
}

// @ts-expect-error: decorator
@inline
function substituteLanes(lower: usize, size: usize, x: usize): bool {
  const width = size << 4
  for (let i: usize = 0; i < size; i++) {
    const row = lower + i * width
    const end = i << 4
    let sum = v128.load(x + end)
    let other = f32x4.splat(0)
    let k: usize = 0
    for (; k + 32 <= end; k += 32) {
      sum = f32x4.sub(sum, f32x4.mul(v128.load(row + k), v128.load(x + k)))
      other = f32x4.sub(other, f32x4.mul(v128.load(row + k, 16), v128.load(x + k, 16)))
    }
    if (k < end) sum = f32x4.sub(sum, f32x4.mul(v128.load(row + k), v128.load(x + k)))
    v128.store(x + end, f32x4.mul(f32x4.add(sum, other), v128.load(row + end)))
  }
  for (let i: usize = size; i-- > 0; ) {
    const row = lower + i * width
    const end = i << 4
    const value = f32x4.mul(v128.load(x + end), v128.load(row + end))
    v128.store(x + end, value)
    for (let k: usize = 0; k < end; k += 16) {
      v128.store(x + k, f32x4.sub(v128.load(x + k), f32x4.mul(value, v128.load(row + k))))
    }
  }
  return true
}
