/** Bytes of the rows, or values, of the most entries that are summed at once. */
export const FEW: usize = 16

/** The sum is written. */
export const NEW = 0
/** The rows are added to y one after the other. */
export const ON = 1
/** Their sum is added to y. */
export const WHOLE = 2

/**
 * Sums value · x[row, 0 … count) over one to four entries, so that y comes and goes once.
 *
 * @param how a constant: NEW, ON or WHOLE
 * @param bytes 4 for each entry
 */
// @ts-expect-error: decorator
@inline
export function sumFew(
  how: i32,
  bytes: usize,
  rows: usize,
  values: usize,
  x: usize,
  y: usize,
  count: i32,
): void {
  if (bytes == 4) sum(how, 1, rows, values, x, y, count)
  else if (bytes == 8) sum(how, 2, rows, values, x, y, count)
  else if (bytes == 12) sum(how, 3, rows, values, x, y, count)
  else sum(how, 4, rows, values, x, y, count)
}

/** @param how, entries constants, so that each pair of them has a loop of its own */
// @ts-expect-error: decorator
@inline
function sum(how: i32, entries: i32, rows: usize, values: usize, x: usize, y: usize, count: i32): void {
  const end = (count as usize) << 2
  const x0 = x + (load<i32>(rows) as usize) * end
  const x1 = entries > 1 ? x + (load<i32>(rows, 4) as usize) * end : 0
  const x2 = entries > 2 ? x + (load<i32>(rows, 8) as usize) * end : 0
  const x3 = entries > 3 ? x + (load<i32>(rows, 12) as usize) * end : 0
  const v0 = v128.load32_splat(values)
  const v1 = entries > 1 ? v128.load32_splat(values, 4) : v0
  const v2 = entries > 2 ? v128.load32_splat(values, 8) : v0
  const v3 = entries > 3 ? v128.load32_splat(values, 12) : v0
  let i: usize = 0
  for (; i + 32 <= end; i += 32) {
    let a = f32x4.mul(v128.load(x0 + i), v0)
    let b = f32x4.mul(v128.load(x0 + i, 16), v0)
    if (how == ON) {
      a = f32x4.add(v128.load(y + i), a)
      b = f32x4.add(v128.load(y + i, 16), b)
    }
    if (entries > 1) {
      a = f32x4.add(a, f32x4.mul(v128.load(x1 + i), v1))
      b = f32x4.add(b, f32x4.mul(v128.load(x1 + i, 16), v1))
    }
    if (entries > 2) {
      a = f32x4.add(a, f32x4.mul(v128.load(x2 + i), v2))
      b = f32x4.add(b, f32x4.mul(v128.load(x2 + i, 16), v2))
    }
    if (entries > 3) {
      a = f32x4.add(a, f32x4.mul(v128.load(x3 + i), v3))
      b = f32x4.add(b, f32x4.mul(v128.load(x3 + i, 16), v3))
    }
    if (how == WHOLE) {
      a = f32x4.add(v128.load(y + i), a)
      b = f32x4.add(v128.load(y + i, 16), b)
    }
    v128.store(y + i, a)
    v128.store(y + i, b, 16)
  }
  for (; i < end; i += 4) {
    let a = load<f32>(x0 + i) * load<f32>(values)
    if (how == ON) a = load<f32>(y + i) + a
    if (entries > 1) a += load<f32>(x1 + i) * load<f32>(values, 4)
    if (entries > 2) a += load<f32>(x2 + i) * load<f32>(values, 8)
    if (entries > 3) a += load<f32>(x3 + i) * load<f32>(values, 12)
    store<f32>(y + i, how == WHOLE ? load<f32>(y + i) + a : a)
  }
}
