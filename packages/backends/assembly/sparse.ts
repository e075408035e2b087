/** y[0 … count) += factor · x[0 … count). */
// @ts-expect-error: decorator
@inline
function axpy(factor: f32, x: usize, y: usize, count: i32): void {
  const f = f32x4.splat(factor)
  let i: usize = 0
  const end = (count as usize) << 2
  for (; i + 64 <= end; i += 64) {
    v128.store(y + i, f32x4.add(v128.load(y + i), f32x4.mul(v128.load(x + i), f)))
    v128.store(y + i, f32x4.add(v128.load(y + i, 16), f32x4.mul(v128.load(x + i, 16), f)), 16)
    v128.store(y + i, f32x4.add(v128.load(y + i, 32), f32x4.mul(v128.load(x + i, 32), f)), 32)
    v128.store(y + i, f32x4.add(v128.load(y + i, 48), f32x4.mul(v128.load(x + i, 48), f)), 48)
  }
  for (; i + 16 <= end; i += 16) {
    v128.store(y + i, f32x4.add(v128.load(y + i), f32x4.mul(v128.load(x + i), f)))
  }
  for (; i < end; i += 4) store<f32>(y + i, load<f32>(y + i) + load<f32>(x + i) * factor)
}

/** y[0 … count) = factor · x[0 … count). */
// @ts-expect-error: decorator
@inline
function scale(factor: f32, x: usize, y: usize, count: i32): void {
  const f = f32x4.splat(factor)
  let i: usize = 0
  const end = (count as usize) << 2
  for (; i + 16 <= end; i += 16) v128.store(y + i, f32x4.mul(v128.load(x + i), f))
  for (; i < end; i += 4) store<f32>(y + i, load<f32>(x + i) * factor)
}

/** y[to, 0 … width) += value · x[from, 0 … width) for each of `count` triples, of rows with `outputs` floats. */
export function addRows(
  to: usize,
  from: usize,
  values: usize,
  count: i32,
  x: usize,
  y: usize,
  outputs: i32,
  width: i32,
): void {
  const stride = (outputs as usize) << 2
  for (let i: usize = 0; i < (count as usize) << 2; i += 4) {
    const source = load<i32>(from + i) as usize
    const target = load<i32>(to + i) as usize
    axpy(load<f32>(values + i), x + source * stride, y + target * stride, width)
  }
}

/**
 * y[column, :] = Σ value · x[row, :] over the entries of each column, 0 for a column without any: so y need not be cleared
 * first, nor come to the cache twice.
 *
 * @param row, column, value `count` entries in the order of their columns
 */
export function sumByColumn(
  row: usize,
  column: usize,
  value: usize,
  count: i32,
  x: usize,
  y: usize,
  columnCount: i32,
  width: i32,
): void {
  const stride = (width as usize) << 2
  const end = (count as usize) << 2
  let i: usize = 0
  for (let c = 0; c < columnCount; c++) {
    const target = y + (c as usize) * stride
    if (i == end || load<i32>(column + i) != c) {
      memory.fill(target, 0, stride)
      continue
    }
    scale(load<f32>(value + i), x + (load<i32>(row + i) as usize) * stride, target, width)
    for (i += 4; i < end && load<i32>(column + i) == c; i += 4) {
      axpy(load<f32>(value + i), x + (load<i32>(row + i) as usize) * stride, target, width)
    }
  }
}

/**
 * Writes row, column and value of every entry of sparse rows that is not 0, in the order of the columns, then of the rows.
 *
 * @param offsets integers [rowCount + 1]: where the entries of each row begin
 * @param columns an integer and `values` a float for each entry
 * @param next room for columnCount + 1 integers
 * @param row, column, value room for as many as there are entries
 * @returns how many are written
 */
export function byColumn(
  rowCount: i32,
  columnCount: i32,
  offsets: usize,
  columns: usize,
  values: usize,
  next: usize,
  row: usize,
  column: usize,
  value: usize,
): i32 {
  const end = (load<i32>(offsets + ((rowCount as usize) << 2)) as usize) << 2
  memory.fill(next, 0, ((columnCount as usize) + 1) << 2)
  for (let i: usize = 0; i < end; i += 4) {
    if (load<f32>(values + i) == 0) continue
    const after = next + ((load<i32>(columns + i) as usize) << 2)
    store<i32>(after, load<i32>(after, 4) + 1, 4)
  }
  let total: i32 = 0 // of the columns before: where the next entry of each goes
  for (let at = next; at <= next + ((columnCount as usize) << 2); at += 4) {
    total += load<i32>(at)
    store<i32>(at, total)
  }
  for (let r = 0; r < rowCount; r++) {
    const stop = (load<i32>(offsets + ((r as usize) << 2), 4) as usize) << 2
    for (let i = (load<i32>(offsets + ((r as usize) << 2)) as usize) << 2; i < stop; i += 4) {
      if (load<f32>(values + i) == 0) continue
      const c = load<i32>(columns + i)
      const place = next + ((c as usize) << 2)
      const to = (load<i32>(place) as usize) << 2
      store<i32>(place, load<i32>(place) + 1)
      store<i32>(row + to, r)
      store<i32>(column + to, c)
      store<f32>(value + to, load<f32>(values + i))
    }
  }
  return total
}

/** y += x, element by element. */
export function addInto(x: usize, y: usize, count: i32): void {
  axpy(1, x, y, count)
}

/** out[column, row] = x[row, column], in 4 × 4 tiles, 32 rows at a time so that what is written stays in cache. */
export function transpose(x: usize, rows: i32, columns: i32, out: usize): void {
  const xs = (columns as usize) << 2
  const os = (rows as usize) << 2
  for (let top = 0; top < rows; top += 32) {
    const bottom = min(top + 32, rows)
    for (let column = 0; column < columns; column += 4) {
      const width = min(4, columns - column)
      for (let row = top; row < bottom; row += 4) {
        const height = min(4, bottom - row)
        const from = x + (row as usize) * xs + ((column as usize) << 2)
        const to = out + (column as usize) * os + ((row as usize) << 2)
        if (width < 4 || height < 4) {
          for (let r = 0; r < height; r++) {
            for (let c = 0; c < width; c++) {
              store<f32>(to + (c as usize) * os + ((r as usize) << 2), load<f32>(from + (r as usize) * xs + ((c as usize) << 2)))
            }
          }
          continue
        }
        const a = v128.load(from)
        const b = v128.load(from + xs)
        const c = v128.load(from + 2 * xs)
        const d = v128.load(from + 3 * xs)
        const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
        const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
        const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
        const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
        v128.store(to, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5))
        v128.store(to + os, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7))
        v128.store(to + 2 * os, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5))
        v128.store(to + 3 * os, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7))
      }
    }
  }
}
