/**
 * Writes the indices of the values that are not below a bar, NaN among them, in rising order.
 *
 * @param out room for `count` indices
 * @returns how many there are
 */
export function atLeast(x: usize, count: i32, bar: f32, out: usize): i32 {
  const bars = f32x4.splat(bar)
  let found: i32 = 0
  let i: i32 = 0
  while (i < count) {
    if (i + 16 <= count) {
      const at = x + ((i as usize) << 2)
      const below = v128.and(
        v128.and(f32x4.lt(v128.load(at), bars), f32x4.lt(v128.load(at, 16), bars)),
        v128.and(f32x4.lt(v128.load(at, 32), bars), f32x4.lt(v128.load(at, 48), bars)),
      )
      if (i32x4.all_true(below)) {
        i += 16
        continue
      }
    }
    const stop = min(i + 16, count)
    for (; i < stop; i++) {
      if (load<f32>(x + ((i as usize) << 2)) < bar) continue
      store<i32>(out + ((found as usize) << 2), i)
      found++
    }
  }
  return found
}
