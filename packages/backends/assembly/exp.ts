/**
 * e^x of four floats, relative error about 2e-7; 0 below −69 (about 1e-30), so that nothing subnormal arises. NaN stays.
 *
 * x = n ln 2 + r with |r| ≤ ½ ln 2; e^r by the polynomial of the Cephes library, 2^n by its exponent bits. Adding
 * 1.5 · 2^23 rounds to the integer n and leaves it in the low bits of the sum.
 */
// @ts-expect-error: decorator
@inline
export function exp4(x: v128): v128 {
  const limited = f32x4.pmin(f32x4.pmax(x, f32x4.splat(-87)), f32x4.splat(88))
  const shifted = f32x4.add(f32x4.mul(limited, f32x4.splat(1.44269504088896341)), f32x4.splat(12582912))
  const n = f32x4.sub(shifted, f32x4.splat(12582912))
  let r = f32x4.sub(limited, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.add(r, f32x4.mul(n, f32x4.splat(2.12194440e-4)))
  let p = f32x4.splat(1.9875691500e-4)
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1))
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1))
  const scale = i32x4.add(i32x4.shl(shifted, 23), i32x4.splat(0x3f800000))
  return v128.andnot(f32x4.mul(p, scale), f32x4.lt(x, f32x4.splat(-69)))
}

/** σ(x) = 1 / (1 + e^(−x)) of four floats. */
// @ts-expect-error: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(f32x4.neg(x))))
}

/** Sum of four floats. */
// @ts-expect-error: decorator
@inline
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  )
}

/** The first `count` (0 to 3) floats at an address, the rest filled: what is left of a row after its fours. */
// @ts-expect-error: decorator
@inline
export function loadTail(at: usize, count: i32, fill: f32): v128 {
  let x = f32x4.splat(fill)
  if (count > 0) x = f32x4.replace_lane(x, 0, load<f32>(at))
  if (count > 1) x = f32x4.replace_lane(x, 1, load<f32>(at, 4))
  if (count > 2) x = f32x4.replace_lane(x, 2, load<f32>(at, 8))
  return x
}

/** Stores the first `count` (0 to 3) floats. */
// @ts-expect-error: decorator
@inline
export function storeTail(at: usize, count: i32, x: v128): void {
  if (count > 0) store<f32>(at, f32x4.extract_lane(x, 0))
  if (count > 1) store<f32>(at, f32x4.extract_lane(x, 1), 4)
  if (count > 2) store<f32>(at, f32x4.extract_lane(x, 2), 8)
}

/** out = e^x, beyond the range of exp4 too: (e^(x / 2))², relative error about 4e-7. */
export function exp(x: usize, count: i32, out: usize): void {
  const end = (count as usize) << 2
  let i: usize = 0
  for (; i + 16 <= end; i += 16) v128.store(out + i, square(exp4(half(v128.load(x + i)))))
  const left = ((end - i) >> 2) as i32
  storeTail(out + i, left, square(exp4(half(loadTail(x + i, left, 0)))))
}

// @ts-expect-error: decorator
@inline
function half(x: v128): v128 {
  return f32x4.mul(x, f32x4.splat(0.5))
}

// @ts-expect-error: decorator
@inline
function square(x: v128): v128 {
  return f32x4.mul(x, x)
}
