/** Rows in a group: four by four sums fit the registers of a processor. */
export const GROUP: usize = 4
/** Groups of columns that are gone through while they are in the nearest cache. */
export const COLUMN_GROUPS: usize = 32
/** Rows of a matrix that stand in a panel at a time. */
export const DEPTH: usize = 64

/**
 * a ← a + scale · Σ v vᵀ in the lower triangle, over some rows v of a matrix, from a column on.
 *
 * The bits are those of `addOuterProducts` in @hvamp/models, whose comments say how panels lie in memory.
 *
 * @param a [size, size] doubles
 * @param matrix doubles, rows `stride` bytes apart, from the column on
 * @param rows numbers of its rows; 0 for the rows from 0 on, one after the other
 * @param from, to groups of four rows of a that are computed
 * @param panel room for DEPTH · size doubles, the size rounded up to four
 */
export function addOuterProducts(
  a: usize,
  size: usize,
  matrix: usize,
  stride: usize,
  rows: usize,
  count: usize,
  scale: f64,
  from: usize,
  to: usize,
  panel: usize,
): void {
  for (let start: usize = 0; start < count; start += DEPTH) {
    const depth = min(DEPTH, count - start)
    for (let column: usize = 0; column < depth; column++) {
      const row = rows ? (load<i32>(rows + ((start + column) << 2)) as usize) : start + column
      pack(matrix + row * stride, size, depth, panel + (column << 5))
    }
    update(a, size, panel, depth, scale, from, to)
  }
}

/** Puts a row into the panel, of which `to` is its place in the first group. */
// @ts-expect-error: decorator
@inline
function pack(row: usize, size: usize, depth: usize, to: usize): void {
  const step = depth << 5
  const end = row + (size << 3)
  for (; row + 32 <= end; row += 32, to += step) {
    v128.store(to, v128.load(row))
    v128.store(to, v128.load(row, 16), 16)
  }
  for (; row < end; row += 8, to += 8) store<f64>(to, load<f64>(row))
}

// @ts-expect-error: decorator
@inline
function update(
  a: usize,
  size: usize,
  panel: usize,
  depth: usize,
  scale: f64,
  from: usize,
  to: usize,
): void {
  const length = depth << 5 // bytes of a group
  const width = size << 3
  for (let left: usize = 0; left < to; left += COLUMN_GROUPS) {
    for (let i = max(from, left); i < to; i++) {
      const last = min(i + 1, left + COLUMN_GROUPS)
      for (let j = left; j < last; j++) {
        const at = a + i * GROUP * width + ((j * GROUP) << 3)
        const rows = min(GROUP, size - i * GROUP)
        const columns = min(GROUP, size - j * GROUP)
        addGroups(at, width, rows, columns, panel + i * length, panel + j * length, length, scale)
      }
    }
  }
}

/** Adds the 4 × 4 products of the rows of two groups, as far as they are `rows` and `columns`, to a matrix whose rows are `width` bytes apart. */
// @ts-expect-error: decorator
@inline
export function addGroups(
  at: usize,
  width: usize,
  rows: usize,
  columns: usize,
  p: usize,
  q: usize,
  length: usize,
  scale: f64,
): void {
  let r0 = f64x2.splat(0)
  let s0 = f64x2.splat(0)
  let r1 = f64x2.splat(0)
  let s1 = f64x2.splat(0)
  let r2 = f64x2.splat(0)
  let s2 = f64x2.splat(0)
  let r3 = f64x2.splat(0)
  let s3 = f64x2.splat(0)
  const end = p + length
  for (; p < end; p += 32, q += 32) {
    const low = v128.load(q)
    const high = v128.load(q, 16)
    const p0 = v128.load64_splat(p)
    r0 = f64x2.add(r0, f64x2.mul(p0, low))
    s0 = f64x2.add(s0, f64x2.mul(p0, high))
    const p1 = v128.load64_splat(p, 8)
    r1 = f64x2.add(r1, f64x2.mul(p1, low))
    s1 = f64x2.add(s1, f64x2.mul(p1, high))
    const p2 = v128.load64_splat(p, 16)
    r2 = f64x2.add(r2, f64x2.mul(p2, low))
    s2 = f64x2.add(s2, f64x2.mul(p2, high))
    const p3 = v128.load64_splat(p, 24)
    r3 = f64x2.add(r3, f64x2.mul(p3, low))
    s3 = f64x2.add(s3, f64x2.mul(p3, high))
  }
  addRow(at, columns, scale, r0, s0)
  if (rows > 1) addRow(at + width, columns, scale, r1, s1)
  if (rows > 2) addRow(at + 2 * width, columns, scale, r2, s2)
  if (rows > 3) addRow(at + 3 * width, columns, scale, r3, s3)
}

/** Adds the sums of a row; what stands in columns that fill the last group up is left out. */
// @ts-expect-error: decorator
@inline
function addRow(at: usize, columns: usize, scale: f64, low: v128, high: v128): void {
  const factor = f64x2.splat(scale)
  const first = f64x2.mul(factor, low)
  const second = f64x2.mul(factor, high)
  if (columns == GROUP) {
    v128.store(at, f64x2.add(v128.load(at), first))
    v128.store(at, f64x2.add(v128.load(at, 16), second), 16)
    return
  }
  store<f64>(at, load<f64>(at) + f64x2.extract_lane(first, 0))
  if (columns > 1) store<f64>(at, load<f64>(at, 8) + f64x2.extract_lane(first, 1), 8)
  if (columns > 2) store<f64>(at, load<f64>(at, 16) + f64x2.extract_lane(second, 0), 16)
}
