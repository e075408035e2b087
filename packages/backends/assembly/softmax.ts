import { exp4, loadTail, storeTail, sum4 } from './exp'
import { log } from './log'

/** log Σ e^x of each row of [rows, columns]. */
export function logSumExp(x: usize, rows: i32, columns: i32, out: usize): void {
  const width = (columns as usize) << 2
  for (let row: usize = 0; row < (rows as usize); row++) {
    store<f32>(out + (row << 2), logSumExpOf(x + row * width, x + (row + 1) * width))
  }
}

/** log Σ e^x of the floats from `start` to `end`. */
export function logSumExpOf(start: usize, end: usize): f32 {
  let top = f32x4.splat(-Infinity)
  let at = start
  for (; at + 16 <= end; at += 16) top = f32x4.pmax(top, v128.load(at))
  top = f32x4.pmax(top, loadTail(at, ((end - at) >> 2) as i32, -Infinity))
  const highest = max(
    max(f32x4.extract_lane(top, 0), f32x4.extract_lane(top, 1)),
    max(f32x4.extract_lane(top, 2), f32x4.extract_lane(top, 3)),
  )
  const shift = f32x4.splat(highest)
  let total: f64 = 0
  at = start
  while (at + 16 <= end) {
    let part = f32x4.splat(0)
    const stop = min(at + 1024, end)
    for (; at + 16 <= stop; at += 16) part = f32x4.add(part, exp4(f32x4.sub(v128.load(at), shift)))
    total += sum4(part) as f64
  }
  total += sum4(exp4(f32x4.sub(loadTail(at, ((end - at) >> 2) as i32, -Infinity), shift))) as f64
  return highest + (log(total) as f32)
}

/** out[row, :] = factor[row] · e^(x[row, :] − shift[row]); factors and results under 1e-30 count as 0. */
export function scaledExp(x: usize, rows: i32, columns: i32, shift: usize, factor: usize, out: usize): void {
  const width = (columns as usize) << 2
  for (let row: usize = 0; row < (rows as usize); row++) {
    const at = row << 2
    scaledExpOf(x + row * width, width, load<f32>(shift + at), load<f32>(factor + at), out + row * width)
  }
}

/** The same of one row, of `width` bytes. */
export function scaledExpOf(x: usize, width: usize, shift: f32, factor: f32, out: usize): void {
  const s = f32x4.splat(shift)
  const f = f32x4.splat(factor)
  let i: usize = 0
  for (; i + 16 <= width; i += 16) {
    const y = f32x4.mul(f, exp4(f32x4.sub(v128.load(x + i), s)))
    v128.store(out + i, v128.and(y, f32x4.ge(f32x4.abs(y), f32x4.splat(1e-30))))
  }
  const left = ((width - i) >> 2) as i32
  const y = f32x4.mul(f, exp4(f32x4.sub(loadTail(x + i, left, 0), s)))
  storeTail(out + i, left, v128.and(y, f32x4.ge(f32x4.abs(y), f32x4.splat(1e-30))))
}
