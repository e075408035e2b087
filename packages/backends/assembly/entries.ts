import { sum4 } from './exp'
import { addRows } from './sparse'

// Entries of rows that have `width` of them each: entry e is in row e / width. Columns are whole numbers kept as floats.

/** @returns the first entry whose column is not a whole number in [0, columnCount), or -1 */
export function wrongColumn(columns: usize, count: i32, columnCount: i32): i32 {
  for (let e = 0; e < count; e++) {
    const column = load<f32>(columns + ((e as usize) << 2))
    if (!(column >= 0 && column < (columnCount as f32)) || Mathf.floor(column) != column) return e
  }
  return -1
}

/**
 * Writes the numbers of all entries in the order of their columns, then of their rows.
 *
 * @param columns a float for each of `count` entries
 * @param next room for columnCount + 1 integers
 * @param order room for `count` integers
 */
export function entriesByColumn(columns: usize, count: i32, columnCount: i32, next: usize, order: usize): void {
  memory.fill(next, 0, ((columnCount as usize) + 1) << 2)
  for (let e = 0; e < count; e++) {
    const after = next + ((columnAt(columns, e) as usize) << 2)
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
}

// @ts-expect-error: decorator
@inline
function columnAt(columns: usize, entry: i32): i32 {
  return load<f32>(columns + ((entry as usize) << 2)) as i32
}

/** Writes the row of every entry, in this order. */
export function rowsInOrder(order: usize, count: i32, width: i32, row: usize): void {
  for (let i: usize = 0; i < (count as usize) << 2; i += 4) store<i32>(row + i, load<i32>(order + i) / width)
}

/** Writes the value of every entry, in this order. */
export function valuesInOrder(order: usize, count: i32, values: usize, value: usize): void {
  for (let i: usize = 0; i < (count as usize) << 2; i += 4) {
    store<f32>(value + i, load<f32>(values + ((load<i32>(order + i) as usize) << 2)))
  }
}

/** Sorts entries by column, so that a row of what their columns number comes to the cache once. */
function sort(
  columns: usize,
  count: i32,
  width: i32,
  columnCount: i32,
  next: usize,
  order: usize,
  row: usize,
  column: usize,
): void {
  entriesByColumn(columns, count, columnCount, next, order)
  rowsInOrder(order, count, width, row)
  for (let i: usize = 0; i < (count as usize) << 2; i += 4) {
    store<i32>(column + i, columnAt(columns, load<i32>(order + i)))
  }
}

/**
 * y[row, :] += value · x[column, :] for every entry.
 *
 * @param next room for columnCount + 1 integers
 * @param order, row, column, value room for `count` integers or floats each
 */
export function addEntries(
  columns: usize,
  count: i32,
  width: i32,
  columnCount: i32,
  next: usize,
  order: usize,
  row: usize,
  column: usize,
  values: usize,
  value: usize,
  x: usize,
  y: usize,
  outputs: i32,
): void {
  sort(columns, count, width, columnCount, next, order, row, column)
  valuesInOrder(order, count, values, value)
  addRows(row, column, value, count, x, y, outputs, outputs)
}

/**
 * out[entry] = x[column, :] · y[row, :] for every entry.
 *
 * @param next room for columnCount + 1 integers
 * @param order, row, column room for `count` integers each
 */
export function dotEntries(
  columns: usize,
  count: i32,
  width: i32,
  columnCount: i32,
  next: usize,
  order: usize,
  row: usize,
  column: usize,
  x: usize,
  y: usize,
  outputs: i32,
  out: usize,
): void {
  sort(columns, count, width, columnCount, next, order, row, column)
  const stride = (outputs as usize) << 2
  const end = (count as usize) << 2
  let i: usize = 0
  while (i < end) {
    const c = load<i32>(column + i)
    const left = x + (c as usize) * stride
    if (i + 16 <= end && load<i32>(column + i, 12) == c) {
      dotFour(left, y, row + i, order + i, stride, out)
      i += 16
    } else {
      const product = dot(left, y + (load<i32>(row + i) as usize) * stride, outputs)
      store<f32>(out + ((load<i32>(order + i) as usize) << 2), product)
      i += 4
    }
  }
}

/** Four entries of one column beside each other, each with the bits of `dot`. */
// @ts-expect-error: decorator
@inline
function dotFour(x: usize, y: usize, row: usize, order: usize, stride: usize, out: usize): void {
  const y0 = y + (load<i32>(row) as usize) * stride
  const y1 = y + (load<i32>(row, 4) as usize) * stride
  const y2 = y + (load<i32>(row, 8) as usize) * stride
  const y3 = y + (load<i32>(row, 12) as usize) * stride
  let a0 = f32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let b3 = a0
  let i: usize = 0
  for (; i + 32 <= stride; i += 32) {
    const p = v128.load(x + i)
    const q = v128.load(x + i, 16)
    a0 = f32x4.add(a0, f32x4.mul(p, v128.load(y0 + i)))
    b0 = f32x4.add(b0, f32x4.mul(q, v128.load(y0 + i, 16)))
    a1 = f32x4.add(a1, f32x4.mul(p, v128.load(y1 + i)))
    b1 = f32x4.add(b1, f32x4.mul(q, v128.load(y1 + i, 16)))
    a2 = f32x4.add(a2, f32x4.mul(p, v128.load(y2 + i)))
    b2 = f32x4.add(b2, f32x4.mul(q, v128.load(y2 + i, 16)))
    a3 = f32x4.add(a3, f32x4.mul(p, v128.load(y3 + i)))
    b3 = f32x4.add(b3, f32x4.mul(q, v128.load(y3 + i, 16)))
  }
  let t0 = sum4(f32x4.add(a0, b0))
  let t1 = sum4(f32x4.add(a1, b1))
  let t2 = sum4(f32x4.add(a2, b2))
  let t3 = sum4(f32x4.add(a3, b3))
  for (; i < stride; i += 4) {
    const value = load<f32>(x + i)
    t0 += value * load<f32>(y0 + i)
    t1 += value * load<f32>(y1 + i)
    t2 += value * load<f32>(y2 + i)
    t3 += value * load<f32>(y3 + i)
  }
  store<f32>(out + ((load<i32>(order) as usize) << 2), t0)
  store<f32>(out + ((load<i32>(order, 4) as usize) << 2), t1)
  store<f32>(out + ((load<i32>(order, 8) as usize) << 2), t2)
  store<f32>(out + ((load<i32>(order, 12) as usize) << 2), t3)
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
