import { solveLanes } from './lanes'
import { addProducts, DEPTH_SINGLE } from './single-products'

/** Rows that are solved side by side, one in each lane of a vector. */
const LANES = 4

/**
 * Solves rows `from` to `to` block after block, in single precision: see `RowSystems` of @hvamp/tensors.
 *
 * Four rows at a time, each in a lane of its own: of a block's gradient the part of all columns is a product of a matrix with four
 * vectors, and Cholesky's factors of four systems are computed at once. Sizes are multiples of four; `blockSolver` of
 * @hvamp/models is the same in double precision.
 *
 * @param size factors of a vector
 * @param block factors that are solved at once
 * @param losses where the loss of each row's ones goes, a double for each
 * @param room for 4 · block² + 4 · size + (5 + DEPTH_SINGLE) · block floats, then a float for each of the ones of four rows
 * @returns the first row of the four of whose systems one is not positive definite, or −1
 */
export function solveInBlocks(
  from: i32,
  to: i32,
  size: i32,
  block: i32,
  offsets: usize,
  columns: usize,
  factors: usize,
  products: usize,
  weight: f32,
  target: f32,
  ridges: usize,
  solutions: usize,
  losses: usize,
  room: usize,
): i32 {
  const d = size as usize
  const b = block as usize
  const system = room
  const x = system + ((b * b) << 4)
  const step = x + (d << 4)
  const own = step + (b << 4)
  const panel = own + (b << 2)
  const scores = panel + ((DEPTH_SINGLE * b) << 2)
  for (let first = from; first < to; first += LANES) {
    const lanes = min(LANES, to - first)
    const ridge = ridgesOf(ridges, first, lanes)
    gatherLanes(solutions, first, lanes, d, x)
    for (let lane = 0; lane < lanes; lane++) {
      startScores(first, lane, offsets, columns, factors, solutions, d, scores)
    }
    for (let start: usize = 0; start < d; start += b) {
      const width = min(b, d - start)
      startSystem(products + ((start * d + start) << 2), d, width, ridge, system)
      startStep(products + ((start * d) << 2), d, width, x, step, x + (start << 4), ridge)
      for (let lane = 0; lane < lanes; lane++) {
        const ones = columns + (last(offsets, first + lane - 1) << 2)
        const count = last(offsets, first + lane) - last(offsets, first + lane - 1)
        const known = scores + ((last(offsets, first + lane - 1) - last(offsets, first - 1)) << 2)
        const local = factors + (start << 2)
        addProducts(local, d << 2, ones, count, width, weight, system + (lane << 2), panel)
        addResiduals(local, d << 2, ones, count, width, weight, target, known, own, step + (lane << 2))
      }
      if (!solveLanes(system, width, step)) return first
      subtract(step, x + (start << 4), width)
      for (let lane = 0; lane < lanes; lane++) {
        const ones = columns + (last(offsets, first + lane - 1) << 2)
        const count = last(offsets, first + lane) - last(offsets, first + lane - 1)
        const known = scores + ((last(offsets, first + lane - 1) - last(offsets, first - 1)) << 2)
        for (let i: usize = 0; i < width; i++) {
          store<f32>(own + (i << 2), load<f32>(step + (i << 4) + (lane << 2)))
        }
        changeScores(factors + (start << 2), d << 2, ones, count, width, own, known)
      }
    }
    scatterLanes(x, d, solutions, first, lanes)
    storeLosses(offsets, first, lanes, weight, target, scores, losses)
  }
  return -1
}

/** Where the ones of a row end; those of the row before −1 at 0. */
// @ts-expect-error: decorator
@inline
function last(offsets: usize, row: i32): i32 {
  return load<i32>(offsets + ((row + 1) << 2))
}

/** The ridges of some rows, and 1 in lanes without a row. */
// @ts-expect-error: decorator
@inline
function ridgesOf(ridges: usize, first: i32, lanes: i32): v128 {
  const at = ridges + (first << 2)
  return f32x4(
    load<f32>(at),
    lanes > 1 ? load<f32>(at, 4) : 1,
    lanes > 2 ? load<f32>(at, 8) : 1,
    lanes > 3 ? load<f32>(at, 12) : 1,
  )
}

// @ts-expect-error: decorator
@inline
function gatherLanes(solutions: usize, first: i32, lanes: i32, d: usize, x: usize): void {
  memory.fill(x, 0, d << 4)
  for (let lane = 0; lane < lanes; lane++) {
    const row = solutions + (((first + lane) as usize) * d << 2)
    for (let i: usize = 0; i < d; i++) store<f32>(x + (i << 4) + (lane << 2), load<f32>(row + (i << 2)))
  }
}

// @ts-expect-error: decorator
@inline
function scatterLanes(x: usize, d: usize, solutions: usize, first: i32, lanes: i32): void {
  for (let lane = 0; lane < lanes; lane++) {
    const row = solutions + (((first + lane) as usize) * d << 2)
    for (let i: usize = 0; i < d; i++) store<f32>(row + (i << 2), load<f32>(x + (i << 4) + (lane << 2)))
  }
}

/** The scores of a row's ones. */
// @ts-expect-error: decorator
@inline
function startScores(
  first: i32,
  lane: i32,
  offsets: usize,
  columns: usize,
  factors: usize,
  solutions: usize,
  d: usize,
  scores: usize,
): void {
  const begin = last(offsets, first - 1)
  const end = last(offsets, first + lane)
  const x = solutions + (((first + lane) as usize) * d << 2)
  for (let i = last(offsets, first + lane - 1); i < end; i++) {
    const one = factors + ((load<i32>(columns + (i << 2)) as usize) * d << 2)
    store<f32>(scores + ((i - begin) << 2), dotSingle(one, x, d))
  }
}

/** The part of all columns in the systems: the same in every lane, and the ridges on the diagonal. */
// @ts-expect-error: decorator
@inline
function startSystem(products: usize, d: usize, width: usize, ridge: v128, system: usize): void {
  for (let i: usize = 0; i < width; i++) {
    const row = products + ((i * d) << 2)
    const to = system + ((i * width) << 4)
    const group = i | 3 // the elements beside the diagonal are added to, so they are not left as they were
    for (let j: usize = 0; j <= group; j++) v128.store(to + (j << 4), v128.load32_splat(row + (j << 2)))
    const diagonal = to + (i << 4)
    v128.store(diagonal, f32x4.add(v128.load(diagonal), ridge))
  }
}

/** The part of all columns, and of the ridges, in the gradients. */
// @ts-expect-error: decorator
@inline
function startStep(
  products: usize,
  d: usize,
  width: usize,
  x: usize,
  step: usize,
  own: usize,
  ridge: v128,
): void {
  const row = d << 2
  for (let i: usize = 0; i < width; i += 4) {
    let p = products + i * row
    let sum0 = f32x4.splat(0)
    let sum1 = f32x4.splat(0)
    let sum2 = f32x4.splat(0)
    let sum3 = f32x4.splat(0)
    const end = p + row
    for (let at = x; p < end; p += 4, at += 16) {
      const value = v128.load(at)
      sum0 = f32x4.add(sum0, f32x4.mul(v128.load32_splat(p), value))
      sum1 = f32x4.add(sum1, f32x4.mul(v128.load32_splat(p + row), value))
      sum2 = f32x4.add(sum2, f32x4.mul(v128.load32_splat(p + 2 * row), value))
      sum3 = f32x4.add(sum3, f32x4.mul(v128.load32_splat(p + 3 * row), value))
    }
    const to = step + (i << 4)
    const at = own + (i << 4)
    v128.store(to, f32x4.add(sum0, f32x4.mul(ridge, v128.load(at))))
    v128.store(to, f32x4.add(sum1, f32x4.mul(ridge, v128.load(at, 16))), 16)
    v128.store(to, f32x4.add(sum2, f32x4.mul(ridge, v128.load(at, 32))), 32)
    v128.store(to, f32x4.add(sum3, f32x4.mul(ridge, v128.load(at, 48))), 48)
  }
}

/** The part of a row's ones in its gradient, which is the lane at `step`. */
// @ts-expect-error: decorator
@inline
function addResiduals(
  local: usize,
  stride: usize,
  ones: usize,
  count: i32,
  width: usize,
  weight: f32,
  target: f32,
  scores: usize,
  own: usize,
  step: usize,
): void {
  const bytes = width << 2
  memory.fill(own, 0, bytes)
  for (let i = 0; i < count; i++) {
    const one = local + (load<i32>(ones + (i << 2)) as usize) * stride
    const residual = f32x4.splat(weight * load<f32>(scores + (i << 2)) - target)
    for (let k: usize = 0; k < bytes; k += 16) {
      v128.store(own + k, f32x4.add(v128.load(own + k), f32x4.mul(residual, v128.load(one + k))))
    }
  }
  for (let i: usize = 0; i < width; i++) {
    const to = step + (i << 4)
    store<f32>(to, load<f32>(to) + load<f32>(own + (i << 2)))
  }
}

// @ts-expect-error: decorator
@inline
function subtract(step: usize, x: usize, width: usize): void {
  const bytes = width << 4
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(x + i, f32x4.sub(v128.load(x + i), v128.load(step + i)))
  }
}

// @ts-expect-error: decorator
@inline
function changeScores(
  local: usize,
  stride: usize,
  ones: usize,
  count: i32,
  width: usize,
  step: usize,
  scores: usize,
): void {
  for (let i = 0; i < count; i++) {
    const one = local + (load<i32>(ones + (i << 2)) as usize) * stride
    const at = scores + (i << 2)
    store<f32>(at, load<f32>(at) - dotSingle(one, step, width))
  }
}

/** Σ target (1 − s)² + (weight − target) s² over the scores of each row's ones. */
// @ts-expect-error: decorator
@inline
function storeLosses(
  offsets: usize,
  first: i32,
  lanes: i32,
  weight: f32,
  target: f32,
  scores: usize,
  losses: usize,
): void {
  const begin = last(offsets, first - 1)
  for (let row = first; row < first + lanes; row++) {
    let loss: f64 = 0
    for (let i = last(offsets, row - 1); i < last(offsets, row); i++) {
      const score = load<f32>(scores + ((i - begin) << 2)) as f64
      loss += (target as f64) * (1 - score) * (1 - score) + ((weight - target) as f64) * score * score
    }
    store<f64>(losses + (row << 3), loss)
  }
}

/** Σ a[i] b[i] over a multiple of four floats. */
// @ts-expect-error: decorator
@inline
function dotSingle(a: usize, b: usize, length: usize): f32 {
  let sum = f32x4.splat(0)
  let other = f32x4.splat(0)
  const end = a + (length << 2)
  for (; a + 32 <= end; a += 32, b += 32) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a), v128.load(b)))
    other = f32x4.add(other, f32x4.mul(v128.load(a, 16), v128.load(b, 16)))
  }
  if (a < end) sum = f32x4.add(sum, f32x4.mul(v128.load(a), v128.load(b)))
  sum = f32x4.add(sum, other)
  return (
    f32x4.extract_lane(sum, 0) +
    f32x4.extract_lane(sum, 1) +
    (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  )
}
