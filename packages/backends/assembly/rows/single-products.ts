/** Rows of a matrix that stand in a panel at a time. */
export const DEPTH_SINGLE: usize = 64

/**
 * Adds weight · Σ v vᵀ, over some rows v of a matrix of floats from a column on, to the lower triangle of one lane of `system`.
 *
 * @param matrix rows `stride` bytes apart, from the column on
 * @param width columns, a multiple of four
 * @param system [width, width] vectors, from the lane on
 * @param panel room for DEPTH_SINGLE · width floats
 */
export function addProducts(
  matrix: usize,
  stride: usize,
  rows: usize,
  count: i32,
  width: usize,
  weight: f32,
  system: usize,
  panel: usize,
): void {
  for (let start: usize = 0; start < (count as usize); start += DEPTH_SINGLE) {
    const depth = min(DEPTH_SINGLE, (count as usize) - start)
    for (let i: usize = 0; i < depth; i++) {
      const row = matrix + (load<i32>(rows + ((start + i) << 2)) as usize) * stride
      pack(row, width, depth, panel + (i << 4))
    }
    const length = depth << 4 // bytes of a group of four columns
    for (let i: usize = 0; i < width; i += 4) {
      for (let j: usize = 0; j <= i; j += 4) {
        addToLane(panel + (i >> 2) * length, panel + (j >> 2) * length, length, weight, system + ((i * width + j) << 4), width << 4)
      }
    }
  }
}

/**
 * Adds Σ v vᵀ over the rows of a matrix [rows, size] of floats to the lower triangle of `products`, for the columns `from` to `to`
 * of v on the left side. Sizes and columns are multiples of four.
 */
export function sumProducts(
  matrix: usize,
  rows: i32,
  size: i32,
  products: usize,
  from: i32,
  to: i32,
  panel: usize,
): void {
  const width = size as usize
  for (let start: usize = 0; start < (rows as usize); start += DEPTH_SINGLE) {
    const depth = min(DEPTH_SINGLE, (rows as usize) - start)
    for (let i: usize = 0; i < depth; i++) {
      pack(matrix + ((start + i) * width << 2), to, depth, panel + (i << 4))
    }
    const length = depth << 4
    for (let i = from as usize; i < (to as usize); i += 4) {
      for (let j: usize = 0; j <= i; j += 4) {
        addToMatrix(panel + (i >> 2) * length, panel + (j >> 2) * length, length, products + ((i * width + j) << 2), width << 2)
      }
    }
  }
}

// @ts-expect-error: decorator
@inline
function pack(row: usize, width: usize, depth: usize, to: usize): void {
  const end = row + (width << 2)
  for (; row < end; row += 16, to += depth << 4) v128.store(to, v128.load(row))
}

// @ts-expect-error: decorator
@inline
function addToLane(p: usize, q: usize, length: usize, weight: f32, at: usize, width: usize): void {
  let sum0 = f32x4.splat(0)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  const end = p + length
  for (; p < end; p += 16, q += 16) {
    const value = v128.load(q)
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load32_splat(p), value))
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load32_splat(p, 4), value))
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load32_splat(p, 8), value))
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load32_splat(p, 12), value))
  }
  const factor = f32x4.splat(weight)
  addFour(at, f32x4.mul(factor, sum0))
  addFour(at + width, f32x4.mul(factor, sum1))
  addFour(at + 2 * width, f32x4.mul(factor, sum2))
  addFour(at + 3 * width, f32x4.mul(factor, sum3))
}

/** Adds four values to one lane of four vectors. */
// @ts-expect-error: decorator
@inline
function addFour(at: usize, values: v128): void {
  store<f32>(at, load<f32>(at) + f32x4.extract_lane(values, 0))
  store<f32>(at, load<f32>(at, 16) + f32x4.extract_lane(values, 1), 16)
  store<f32>(at, load<f32>(at, 32) + f32x4.extract_lane(values, 2), 32)
  store<f32>(at, load<f32>(at, 48) + f32x4.extract_lane(values, 3), 48)
}

// @ts-expect-error: decorator
@inline
function addToMatrix(p: usize, q: usize, length: usize, at: usize, width: usize): void {
  let sum0 = f32x4.splat(0)
  let sum1 = f32x4.splat(0)
  let sum2 = f32x4.splat(0)
  let sum3 = f32x4.splat(0)
  const end = p + length
  for (; p < end; p += 16, q += 16) {
    const value = v128.load(q)
    sum0 = f32x4.add(sum0, f32x4.mul(v128.load32_splat(p), value))
    sum1 = f32x4.add(sum1, f32x4.mul(v128.load32_splat(p, 4), value))
    sum2 = f32x4.add(sum2, f32x4.mul(v128.load32_splat(p, 8), value))
    sum3 = f32x4.add(sum3, f32x4.mul(v128.load32_splat(p, 12), value))
  }
  v128.store(at, f32x4.add(v128.load(at), sum0))
  v128.store(at + width, f32x4.add(v128.load(at + width), sum1))
  v128.store(at + 2 * width, f32x4.add(v128.load(at + 2 * width), sum2))
  v128.store(at + 3 * width, f32x4.add(v128.load(at + 3 * width), sum3))
}
