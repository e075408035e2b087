import { sum4 } from './exp'
import { axpy } from './sparse'

// Entries of rows that have `width` of them each: entry e is in row e / width. Columns are whole numbers kept as floats.

/**
 * Writes the numbers of all entries in the order of their columns, then of their rows.
 *
 * @param columns a float for each of `count` entries
 * @param next room for columnCount + 1 integers
 * @param order room for `count` integers
 * @returns -1, or the first entry whose column is not a whole number in [0, columnCount)
 */
export function entriesByColumn(columns: usize, count: i32, columnCount: i32, next: usize, order: usize): i32 {
  memory.fill(next, 0, ((columnCount as usize) + 1) << 2)
  for (let e = 0; e < count; e++) {
    const column = load<f32>(columns + ((e as usize) << 2))
    if (!(column >= 0 && column < (columnCount as f32)) || Mathf.floor(column) != column) return e
    const after = next + (((column as i32) as usize) << 2)
    store<i32>(after, load<i32>(after, 4) + 1, 4)
  }
  let total: i32 = 0 // of the columns before: where the next entry of each goes
  for (let at = next; at <= next + ((columnCount as usize) << 2); at += 4) {
    total += load<i32>(at)
    store<i32>(at, total)
  }
  for (let e = 0; e < count; e++) {
    const place = next + ((columnAt(columns, e) as usize) << 2)
    const to = load<i32>(place)
    store<i32>(place, to + 1)
    store<i32>(order + ((to as usize) << 2), e)
  }
  return -1
}

// @ts-expect-error: decorator
@inline
function columnAt(columns: usize, entry: i32): i32 {
  return load<f32>(columns + ((entry as usize) << 2)) as i32
}

/** y[row, 0 … added) += value · x[column, 0 … added) for every entry, in this order, of rows with `outputs` floats. */
export function addEntries(
  order: usize,
  count: i32,
  width: i32,
  columns: usize,
  values: usize,
  x: usize,
  y: usize,
  outputs: i32,
  added: i32,
): void {
  const stride = (outputs as usize) << 2
  for (let i = 0; i < count; i++) {
    const e = load<i32>(order + ((i as usize) << 2))
    const value = load<f32>(values + ((e as usize) << 2))
    if (value == 0) continue
    axpy(value, x + (columnAt(columns, e) as usize) * stride, y + ((e / width) as usize) * stride, added)
  }
}

/** Writes row and value of every entry, in this order. */
export function inOrder(order: usize, count: i32, width: i32, values: usize, row: usize, value: usize): void {
  for (let i: usize = 0; i < (count as usize) << 2; i += 4) {
    const e = load<i32>(order + i)
    store<i32>(row + i, e / width)
    store<f32>(value + i, load<f32>(values + ((e as usize) << 2)))
  }
}

/** out[entry] = x[column, :] · y[row, :] for every entry, in this order. */
export function dotEntries(
  order: usize,
  count: i32,
  width: i32,
  columns: usize,
  x: usize,
  y: usize,
  outputs: i32,
  out: usize,
): void {
  const stride = (outputs as usize) << 2
  for (let i = 0; i < count; i++) {
    const e = load<i32>(order + ((i as usize) << 2))
    const left = x + (columnAt(columns, e) as usize) * stride
    store<f32>(out + ((e as usize) << 2), dot(left, y + ((e / width) as usize) * stride, outputs))
  }
}

function dot(x: usize, y: usize, count: i32): f32 {
  let first = f32x4.splat(0)
  let second = f32x4.splat(0)
  const end = (count as usize) << 2
  let i: usize = 0
  for (; i + 32 <= end; i += 32) {
    first = f32x4.add(first, f32x4.mul(v128.load(x + i), v128.load(y + i)))
    second = f32x4.add(second, f32x4.mul(v128.load(x + i, 16), v128.load(y + i, 16)))
  }
  let total = sum4(f32x4.add(first, second))
  for (; i < end; i += 4) total += load<f32>(x + i) * load<f32>(y + i)
  return total
}
