import { choleskyFactor, solveLower, solveLowerTransposed } from './cholesky'
import { panel, symmetricRankUpdate } from './rank-update'
import type { Work } from './work'

/** Columns that are eliminated together. */
const blockSize = 48

/**
 * The inverse of a symmetric positive definite matrix, in its place, by Cholesky in blocks.
 *
 * One sweep does what three would (factor, invert L, multiply L⁻ᵀ L⁻¹): after a block K of columns, with R all others,
 *
 *   V = A_RK L⁻ᵀ,  A_RR ← A_RR − V Vᵀ,  A_RK ← V L⁻¹,  A_KK ← −L⁻ᵀ L⁻¹,  where A_KK = L Lᵀ,
 *
 * so that −A⁻¹ stands there after the last (Bientinesi, Gunter and van de Geijn, "Families of algorithms related to
 * the inversion of a symmetric positive definite matrix", 2008). It takes size³ multiplications and additions together.
 *
 * @param a [size, size] row by row; only its lower triangle is read
 * @throws if the matrix is not positive definite; what is in `a` then means nothing
 */
export function* symmetricInverse(a: Float64Array, size: number): Work {
  let room = roomFor(size, Math.min(blockSize, size))
  for (let start = 0; start < size; start += blockSize) {
    const width = Math.min(blockSize, size - start)
    if (width !== room.width) room = roomFor(size, width) // the last block
    const lower = diagonalBlock(a, size, start, width)
    choleskyFactor(lower, width)
    const rows = columnsOf(a, size, start, room)
    for (let row = 0; row < size; row++) solveLower(lower, width, rows, row * width)
    symmetricRankUpdate(a, size, packed(room, size), width, -1)
    for (let i = 0; i < width; i++) {
      rows[(start + i) * width + i] = 1
      solveLower(lower, width, rows, (start + i) * width)
    }
    for (let row = 0; row < size; row++) solveLowerTransposed(lower, width, rows, row * width)
    putColumns(a, size, start, width, rows)
    yield { type: 'stage', stage: 'inverse', done: start + width, total: size }
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = -a[i * size + j]!
      a[i * size + j] = value
      a[j * size + i] = value
    }
  }
}

function diagonalBlock(a: Float64Array, size: number, start: number, width: number): Float64Array {
  const block = new Float64Array(width * width)
  for (let i = 0; i < width; i++) {
    const from = (start + i) * size + start
    block.set(a.subarray(from, from + i + 1), i * width)
  }
  return block
}

/** The block's columns as [size, width], out of the lower triangle; zeros in its own rows. */
function columnsOf(a: Float64Array, size: number, start: number, { rows, width }: Room): Float64Array {
  rows.fill(0)
  for (let column = 0; column < width; column++) {
    for (let row = 0; row < start; row++) rows[row * width + column] = a[(start + column) * size + row]!
  }
  for (let row = start + width; row < size; row++) {
    const from = row * size + start
    rows.set(a.subarray(from, from + width), row * width)
  }
  return rows
}

/** Puts what `columnsOf` took back, and the negative of its own rows. */
function putColumns(a: Float64Array, size: number, start: number, width: number, rows: Float64Array): void {
  for (let column = 0; column < width; column++) {
    const to = (start + column) * size
    for (let row = 0; row < start; row++) a[to + row] = rows[row * width + column]!
    for (let other = 0; other <= column; other++) {
      a[to + start + other] = -rows[(start + column) * width + other]!
    }
  }
  for (let row = start + width; row < size; row++) {
    a.set(rows.subarray(row * width, (row + 1) * width), row * size + start)
  }
}

function packed({ rows, packed: p, width }: Room, size: number): Float64Array {
  for (let row = 0; row < size; row++) {
    const to = (row >> 2) * width * 4 + (row & 3)
    for (let column = 0; column < width; column++) p[to + column * 4] = rows[row * width + column]!
  }
  return p
}

/** What the columns of a block are written to: one for all blocks, so that none is left to be collected. */
interface Room {
  readonly width: number
  readonly rows: Float64Array // [size, width]
  readonly packed: Float64Array
}

function roomFor(size: number, width: number): Room {
  return { width, rows: new Float64Array(size * width), packed: panel(size, width) }
}
