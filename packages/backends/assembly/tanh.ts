import { exp4, loadTail, storeTail } from './exp'

/**
 * tanh of four floats, relative error about 2e-7, as the Cephes library has it.
 *
 * |x| < 0.625: x + x³ p(x²), which keeps small values exact; beyond: 1 − 2 / (e^(2|x|) + 1) with the sign of x.
 */
// @ts-expect-error: decorator
@inline
function tanh4(x: v128): v128 {
  const z = f32x4.mul(x, x)
  let p = f32x4.splat(-5.70498872745e-3)
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(2.06390887954e-2))
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-5.37397155531e-2))
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(1.33314422036e-1))
  p = f32x4.add(f32x4.mul(p, z), f32x4.splat(-3.33332819422e-1))
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, z), x), x)
  const size = f32x4.abs(x)
  const above = f32x4.add(exp4(f32x4.add(size, size)), f32x4.splat(1))
  const far = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), above))
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)))
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.625)))
}

/** out = tanh(x). */
export function tanh(x: usize, count: i32, out: usize): void {
  const end = (count as usize) << 2
  let i: usize = 0
  for (; i + 16 <= end; i += 16) v128.store(out + i, tanh4(v128.load(x + i)))
  const left = ((end - i) >> 2) as i32
  storeTail(out + i, left, tanh4(loadTail(x + i, left, 0)))
}
