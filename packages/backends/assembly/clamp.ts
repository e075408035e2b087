import { loadTail, storeTail } from './exp'

/** out = x limited to [floor, ceiling]. */
export function clamp(x: usize, count: i32, floor: f32, ceiling: f32, out: usize): void {
  const bottom = f32x4.splat(floor)
  const top = f32x4.splat(ceiling)
  const end = (count as usize) << 2
  let i: usize = 0
  for (; i + 16 <= end; i += 16) v128.store(out + i, f32x4.min(f32x4.max(v128.load(x + i), bottom), top))
  const left = ((end - i) >> 2) as i32
  storeTail(out + i, left, f32x4.min(f32x4.max(loadTail(x + i, left, 0), bottom), top))
}

/** Gradient of `clamp`: dy where x is in [floor, ceiling], else 0. */
export function clampGrad(dy: usize, x: usize, count: i32, floor: f32, ceiling: f32, out: usize): void {
  const bottom = f32x4.splat(floor)
  const top = f32x4.splat(ceiling)
  const end = (count as usize) << 2
  for (let i: usize = 0; i < end; i += 16) {
    const left = ((end - i) >> 2) as i32
    const full = left >= 4
    const source = full ? v128.load(x + i) : loadTail(x + i, left, 0)
    const inside = v128.and(f32x4.ge(source, bottom), f32x4.le(source, top))
    const gradient = v128.and(inside, full ? v128.load(dy + i) : loadTail(dy + i, left, 0))
    if (full) v128.store(out + i, gradient)
    else storeTail(out + i, left, gradient)
  }
}
