/** Σ a[i] b[i] of doubles, in four sums side by side, in the order of `dot` in @hvamp/models: the bits are the same. */
// @ts-expect-error: decorator
@inline
export function dot(a: usize, b: usize, length: usize): f64 {
  let low = f64x2.splat(0)
  let high = f64x2.splat(0)
  const end = a + (length << 3)
  const whole = a + ((length & ~3) << 3)
  for (; a < whole; a += 32, b += 32) {
    low = f64x2.add(low, f64x2.mul(v128.load(a), v128.load(b)))
    high = f64x2.add(high, f64x2.mul(v128.load(a, 16), v128.load(b, 16)))
  }
  return finish(low, high, a, b, end)
}

/** The four sums, and what is left of a and b, as one number. */
// @ts-expect-error: decorator
@inline
export function finish(low: v128, high: v128, a: usize, b: usize, end: usize): f64 {
  let first = f64x2.extract_lane(low, 0)
  for (; a < end; a += 8, b += 8) first += load<f64>(a) * load<f64>(b)
  return first + f64x2.extract_lane(low, 1) + (f64x2.extract_lane(high, 0) + f64x2.extract_lane(high, 1))
}

/** y ← y + factor · x, for doubles. */
// @ts-expect-error: decorator
@inline
export function addScaled(factor: f64, x: usize, y: usize, length: usize): void {
  const f = f64x2.splat(factor)
  const end = y + (length << 3)
  const whole = y + ((length & ~1) << 3)
  for (; y < whole; y += 16, x += 16) v128.store(y, f64x2.add(v128.load(y), f64x2.mul(f, v128.load(x))))
  if (y < end) store<f64>(y, load<f64>(y) + factor * load<f64>(x))
}
