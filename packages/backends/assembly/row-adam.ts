import { sum4 } from './exp'

/**
 * One step of Adam with one second moment for each row, or column, of [rows, columns] matrices, in place.
 *
 * @param v a second moment for each row, or for each column
 * @param isByColumn whether the second moments are those of columns
 * @param sums room for a float for each column, where they are
 * @param scales what the gradient of each of the `blocks`, of equally many columns, is multiplied by first
 * @param decay L2 penalty: decay · w is added to the scaled gradient
 * @param rest1, rest2 1 − β1 and 1 − β2, which in single precision would lose digits
 * @param rate learning rate · √(1 − β2^t) / (1 − β1^t)
 * @param epsilon ε · √(1 − β2^t)
 */
export function rowAdam(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  rows: i32,
  columns: i32,
  isByColumn: bool,
  sums: usize,
  blocks: i32,
  scales: usize,
  decay: f32,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const width = ((columns / blocks) as usize) << 2 // of a block, in bytes
  const row = (columns as usize) << 2
  if (isByColumn) {
    memory.fill(sums, 0, row)
    for (let at = 0; at < rows; at++) {
      for (let block = 0; block < blocks; block++) {
        const from = (block as usize) * width
        const scale = load<f32>(scales + ((block as usize) << 2))
        const i = (at as usize) * row + from
        addSquares(g + i, w + i, sums + from, width, scale, decay)
      }
    }
    const rest = rest2 / (rows as f32)
    for (let i: usize = 0; i < row; i += 4) {
      store<f32>(v + i, load<f32>(v + i) * beta2 + load<f32>(sums + i) * rest)
      store<f32>(sums + i, rate / (sqrt<f32>(load<f32>(v + i)) + epsilon)) // what a first moment is multiplied by
    }
  }
  for (let at = 0; at < rows; at++) {
    const start = (at as usize) * row
    let factor: f32 = 0
    if (!isByColumn) {
      let squares: f32 = 0
      for (let block = 0; block < blocks; block++) {
        const i = start + (block as usize) * width
        squares += sumOfSquares(g + i, w + i, width, load<f32>(scales + ((block as usize) << 2)), decay)
      }
      const own = v + ((at as usize) << 2)
      const second: f32 = load<f32>(own) * beta2 + (squares / (columns as f32)) * rest2
      store<f32>(own, second)
      factor = rate / (sqrt<f32>(second) + epsilon)
    }
    for (let block = 0; block < blocks; block++) {
      const from = (block as usize) * width
      const scale = load<f32>(scales + ((block as usize) << 2))
      const i = start + from
      move(w + i, m + i, g + i, isByColumn ? sums + from : 0, factor, width, scale, decay, beta1, rest1)
    }
  }
}

/** Adds the squares of `width` bytes of scaled and decayed gradients to the sums. */
// @ts-expect-error: decorator
@inline
function addSquares(g: usize, w: usize, sums: usize, width: usize, scale: f32, decay: f32): void {
  const s = f32x4.splat(scale)
  const d = f32x4.splat(decay)
  let i: usize = 0
  for (; i + 16 <= width; i += 16) {
    let gradient = f32x4.mul(v128.load(g + i), s)
    if (decay != 0) gradient = f32x4.add(gradient, f32x4.mul(v128.load(w + i), d))
    v128.store(sums + i, f32x4.add(v128.load(sums + i), f32x4.mul(gradient, gradient)))
  }
  for (; i < width; i += 4) {
    const gradient: f32 = load<f32>(g + i) * scale + load<f32>(w + i) * decay
    store<f32>(sums + i, load<f32>(sums + i) + gradient * gradient)
  }
}

/** The sum of squares of `width` bytes of scaled and decayed gradients. */
// @ts-expect-error: decorator
@inline
function sumOfSquares(g: usize, w: usize, width: usize, scale: f32, decay: f32): f32 {
  const s = f32x4.splat(scale)
  const d = f32x4.splat(decay)
  let sums = f32x4.splat(0)
  let i: usize = 0
  for (; i + 16 <= width; i += 16) {
    let gradient = f32x4.mul(v128.load(g + i), s)
    if (decay != 0) gradient = f32x4.add(gradient, f32x4.mul(v128.load(w + i), d))
    sums = f32x4.add(sums, f32x4.mul(gradient, gradient))
  }
  let total = sum4(sums)
  for (; i < width; i += 4) {
    const gradient: f32 = load<f32>(g + i) * scale + load<f32>(w + i) * decay
    total += gradient * gradient
  }
  return total
}

/** Changes `width` bytes of first moments and weights; a column has its own factor where `factors` is an address. */
// @ts-expect-error: decorator
@inline
function move(
  w: usize,
  m: usize,
  g: usize,
  factors: usize,
  factor: f32,
  width: usize,
  scale: f32,
  decay: f32,
  beta1: f32,
  rest1: f32,
): void {
  const s = f32x4.splat(scale)
  const d = f32x4.splat(decay)
  const b1 = f32x4.splat(beta1)
  const c1 = f32x4.splat(rest1)
  let f = f32x4.splat(factor)
  let i: usize = 0
  for (; i + 16 <= width; i += 16) {
    const weight = v128.load(w + i)
    let gradient = f32x4.mul(v128.load(g + i), s)
    if (decay != 0) gradient = f32x4.add(gradient, f32x4.mul(weight, d))
    const first = f32x4.add(f32x4.mul(v128.load(m + i), b1), f32x4.mul(gradient, c1))
    v128.store(m + i, first)
    if (factors != 0) f = v128.load(factors + i)
    v128.store(w + i, f32x4.sub(weight, f32x4.mul(first, f)))
  }
  for (; i < width; i += 4) {
    const weight = load<f32>(w + i)
    const gradient: f32 = load<f32>(g + i) * scale + weight * decay
    const first: f32 = load<f32>(m + i) * beta1 + gradient * rest1
    store<f32>(m + i, first)
    const own: f32 = factors != 0 ? load<f32>(factors + i) : factor
    store<f32>(w + i, weight - first * own)
  }
}
