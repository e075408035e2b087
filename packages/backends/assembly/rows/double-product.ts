import { addGroups, COLUMN_GROUPS, GROUP } from './rank-update'

/**
 * c ← c + scale · op(a) op(b) for matrices of doubles, row by row, where op turns a matrix or leaves it.
 *
 * @param a [rows, depth], or [depth, rows] to be turned
 * @param b [depth, columns], or [columns, depth] to be turned
 * @param c [rows, columns]
 * @param panels room for depth · (rows + columns) doubles, both rounded up to four
 */
export function addProduct(
  scale: f64,
  a: usize,
  isATurned: bool,
  b: usize,
  isBTurned: bool,
  c: usize,
  rows: i32,
  columns: i32,
  depth: i32,
  panels: usize,
): void {
  const m = rows as usize
  const n = columns as usize
  const k = depth as usize
  const left = panels
  const right = left + packRows(a, isATurned ? 8 : k << 3, isATurned ? m << 3 : 8, m, k, left)
  packRows(b, isBTurned ? k << 3 : 8, isBTurned ? 8 : n << 3, n, k, right)
  const length = k << 5 // bytes of a group
  const width = n << 3
  for (let first: usize = 0; first < n; first += COLUMN_GROUPS * GROUP) {
    const end = min(n, first + COLUMN_GROUPS * GROUP)
    for (let i: usize = 0; i < m; i += GROUP) {
      const p = left + (i >> 2) * length
      for (let j = first; j < end; j += GROUP) {
        const at = c + i * width + (j << 3)
        addGroups(at, width, min(GROUP, m - i), min(GROUP, n - j), p, right + (j >> 2) * length, length, scale)
      }
    }
  }
}

/**
 * Puts a matrix [rows, depth], whose elements are some bytes apart, into a panel: groups of four rows, in each the columns one
 * after another. The last row fills the last group up.
 *
 * @returns bytes of the panel
 */
function packRows(
  matrix: usize,
  rowStep: usize,
  columnStep: usize,
  rows: usize,
  depth: usize,
  panel: usize,
): usize {
  let to = panel
  for (let row: usize = 0; row < rows; row += GROUP) {
    const last = rows - 1
    let a = matrix + row * rowStep
    let b = matrix + min(row + 1, last) * rowStep
    let c = matrix + min(row + 2, last) * rowStep
    let d = matrix + min(row + 3, last) * rowStep
    for (const end = to + (depth << 5); to < end; to += 32) {
      store<f64>(to, load<f64>(a))
      store<f64>(to, load<f64>(b), 8)
      store<f64>(to, load<f64>(c), 16)
      store<f64>(to, load<f64>(d), 24)
      a += columnStep
      b += columnStep
      c += columnStep
      d += columnStep
    }
  }
  return to - panel
}
