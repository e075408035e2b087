import { sum4 } from './exp'

/**
 * Sums of squares in each row of a [rows, columns] matrix, one for each of its blocks of equally many columns.
 *
 * @param out [rows, blocks]
 */
export function rowSquares(x: usize, rows: i32, columns: i32, blocks: i32, out: usize): void {
  const width = ((columns / blocks) as usize) << 2
  const end = out + ((rows as usize) * (blocks as usize) << 2)
  let at = x
  for (let to = out; to < end; to += 4) {
    store<f32>(to, squares(at, at + width))
    at += width
  }
}

// @ts-expect-error: decorator
@inline
function squares(from: usize, end: usize): f32 {
  let at = from
  let a = f32x4.splat(0)
  let b = f32x4.splat(0)
  for (; at + 32 <= end; at += 32) {
    const p = v128.load(at)
    const q = v128.load(at, 16)
    a = f32x4.add(a, f32x4.mul(p, p))
    b = f32x4.add(b, f32x4.mul(q, q))
  }
  for (; at < end; at += 4) {
    const rest = f32x4.replace_lane(f32x4.splat(0), 0, load<f32>(at))
    a = f32x4.add(a, f32x4.mul(rest, rest))
  }
  return sum4(f32x4.add(a, b))
}

/** Writes what is smaller than 1e-30 as 0: subnormal numbers are slow to compute with. NaN stays, to be noticed. */
export function flush(x: usize, count: i32): void {
  const least = f32x4.splat(1e-30)
  const end = x + ((count as usize) << 2)
  let at = x
  for (; at + 16 <= end; at += 16) {
    const values = v128.load(at)
    v128.store(at, v128.andnot(values, f32x4.lt(f32x4.abs(values), least)))
  }
  for (; at < end; at += 4) if (abs(load<f32>(at)) < 1e-30) store<f32>(at, 0)
}

/**
 * One step of Adam on [rows, columns] matrices, in place.
 *
 * @param scales what the gradient of each of the `blocks`, of equally many columns, is multiplied by first
 * @param decay L2 penalty: decay · w is added to the scaled gradient
 * @param rest1, rest2 1 − β1 and 1 − β2, which in single precision would lose digits
 * @param rate learning rate · √(1 − β2^t) / (1 − β1^t)
 * @param epsilon ε · √(1 − β2^t)
 */
export function adam(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  rows: i32,
  columns: i32,
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
  const runs = blocks == 1 ? 1 : rows * blocks // a matrix without blocks is one run
  const length = (((rows * columns) / runs) as usize) << 2
  let i: usize = 0
  for (let run = 0; run < runs; run++) {
    const scale = load<f32>(scales + ((run % blocks) << 2))
    const end = i + length
    if (decay == 0) update(false, w, m, v, g, i, end, scale, decay, rate, beta1, rest1, beta2, rest2, epsilon)
    else update(true, w, m, v, g, i, end, scale, decay, rate, beta1, rest1, beta2, rest2, epsilon)
    i = end
  }
}

/** Of bytes [i, end). */
// @ts-expect-error: decorator
@inline
export function update(
  decays: bool,
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  i: usize,
  end: usize,
  scale: f32,
  decay: f32,
  rate: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const s = f32x4.splat(scale)
  const d = f32x4.splat(decay)
  const r = f32x4.splat(rate)
  const b1 = f32x4.splat(beta1)
  const c1 = f32x4.splat(rest1)
  const b2 = f32x4.splat(beta2)
  const c2 = f32x4.splat(rest2)
  const e = f32x4.splat(epsilon)
  for (; i + 16 <= end; i += 16) {
    const weight = v128.load(w + i)
    let gradient = f32x4.mul(v128.load(g + i), s)
    if (decays) gradient = f32x4.add(gradient, f32x4.mul(weight, d))
    const first = f32x4.add(f32x4.mul(v128.load(m + i), b1), f32x4.mul(gradient, c1))
    const second = f32x4.add(f32x4.mul(v128.load(v + i), b2), f32x4.mul(f32x4.mul(gradient, gradient), c2))
    v128.store(m + i, first)
    v128.store(v + i, second)
    v128.store(w + i, f32x4.sub(weight, f32x4.div(f32x4.mul(first, r), f32x4.add(f32x4.sqrt(second), e))))
  }
  for (; i < end; i += 4) {
    const weight = load<f32>(w + i)
    const gradient: f32 = load<f32>(g + i) * scale + weight * decay
    const first: f32 = load<f32>(m + i) * beta1 + gradient * rest1
    const second: f32 = load<f32>(v + i) * beta2 + gradient * gradient * rest2
    store<f32>(m + i, first)
    store<f32>(v + i, second)
    store<f32>(w + i, weight - (first * rate) / (sqrt<f32>(second) + epsilon))
  }
}
