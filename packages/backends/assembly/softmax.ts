import { exp4, loadTail, storeTail, sum4 } from './exp'

/** log Σ e^x of each row of [rows, columns]. */
export function logSumExp(x: usize, rows: i32, columns: i32, out: usize): void {
  for (let row = 0; row < rows; row++) {
    const start = x + (((row as usize) * (columns as usize)) << 2)
    const end = start + ((columns as usize) << 2)
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
    store<f32>(out + ((row as usize) << 2), highest + (Math.log(total) as f32))
  }
}

/** out[row, :] = factor[row] · e^(x[row, :] − shift[row]); factors and results under 1e-30 count as 0. */
export function scaledExp(x: usize, rows: i32, columns: i32, shift: usize, factor: usize, out: usize): void {
  for (let row = 0; row < rows; row++) {
    const start = ((row as usize) * (columns as usize)) << 2
    const end = start + ((columns as usize) << 2)
    const s = f32x4.splat(load<f32>(shift + ((row as usize) << 2)))
    const f = f32x4.splat(load<f32>(factor + ((row as usize) << 2)))
    let i = start
    for (; i + 16 <= end; i += 16) {
      const y = f32x4.mul(f, exp4(f32x4.sub(v128.load(x + i), s)))
      v128.store(out + i, v128.and(y, f32x4.ge(f32x4.abs(y), f32x4.splat(1e-30))))
    }
    const left = ((end - i) >> 2) as i32
    const y = f32x4.mul(f, exp4(f32x4.sub(loadTail(x + i, left, 0), s)))
    storeTail(out + i, left, v128.and(y, f32x4.ge(f32x4.abs(y), f32x4.splat(1e-30))))
  }
}
