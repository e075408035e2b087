import { sum4 } from './exp'

/** Squared L2 norm of columns [from, to) of a [rows, columns] matrix; rows are summed in double. */
export function squaredNorm(x: usize, rows: i32, columns: i32, from: i32, to: i32): f64 {
  let total: f64 = 0
  const width = to - from
  for (let row = 0; row < rows; row++) {
    let at = x + (((row * columns + from) as usize) << 2)
    const end = at + ((width as usize) << 2)
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
    total += (sum4(f32x4.add(a, b)) as f64)
  }
  return total
}

// Moments below this are written as 0: subnormal numbers would slow every later step down. NaN stays, to be noticed.
// @ts-expect-error: decorator
@inline
function flush(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(1e-30)))
}

/**
 * One step of Adam on columns [from, to) of [rows, columns] matrices, in place.
 *
 * @param scale what the gradient is multiplied by first
 * @param decay L2 penalty: decay · w is added to the scaled gradient
 * @param rest1, rest2 1 − β1 and 1 − β2, which in single precision would lose digits
 * @param rate learning rate / (1 − β1^t)
 * @param correction 1 / (1 − β2^t)
 */
export function adam(
  w: usize,
  m: usize,
  v: usize,
  g: usize,
  rows: i32,
  columns: i32,
  from: i32,
  to: i32,
  scale: f32,
  decay: f32,
  rate: f32,
  correction: f32,
  beta1: f32,
  rest1: f32,
  beta2: f32,
  rest2: f32,
  epsilon: f32,
): void {
  const b1 = f32x4.splat(beta1)
  const b2 = f32x4.splat(beta2)
  const c1 = f32x4.splat(rest1)
  const c2 = f32x4.splat(rest2)
  const s = f32x4.splat(scale)
  const d = f32x4.splat(decay)
  const r = f32x4.splat(rate)
  const c = f32x4.splat(correction)
  const e = f32x4.splat(epsilon)
  const whole = from == 0 && to == columns
  const runs = whole ? 1 : rows // a whole matrix is one run
  const length: usize = (whole ? (rows as usize) * (columns as usize) : ((to - from) as usize)) << 2
  for (let run = 0; run < runs; run++) {
    let i: usize = ((run as usize) * (columns as usize) + (from as usize)) << 2
    const end = i + length
    for (; i + 16 <= end; i += 16) {
      const weight = v128.load(w + i)
      const gradient = f32x4.add(f32x4.mul(v128.load(g + i), s), f32x4.mul(weight, d))
      const first = flush(f32x4.add(f32x4.mul(v128.load(m + i), b1), f32x4.mul(gradient, c1)))
      const second = flush(
        f32x4.add(f32x4.mul(v128.load(v + i), b2), f32x4.mul(f32x4.mul(gradient, gradient), c2)),
      )
      v128.store(m + i, first)
      v128.store(v + i, second)
      v128.store(w + i, f32x4.sub(weight, f32x4.div(f32x4.mul(first, r), f32x4.add(f32x4.sqrt(f32x4.mul(second, c)), e))))
    }
    for (; i < end; i += 4) {
      const weight = load<f32>(w + i)
      const gradient: f32 = load<f32>(g + i) * scale + weight * decay
      let first: f32 = load<f32>(m + i) * beta1 + gradient * rest1
      let second: f32 = load<f32>(v + i) * beta2 + gradient * gradient * rest2
      if (abs(first) < 1e-30) first = 0
      if (second < 1e-30) second = 0
      store<f32>(m + i, first)
      store<f32>(v + i, second)
      store<f32>(w + i, weight - (first * rate) / (sqrt<f32>(second * correction) + epsilon))
    }
  }
}
