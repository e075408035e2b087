import type { InverseOptions } from '@hvamp/tensors'
import type { DoubleBlas, Part } from './double-blas'

/** How a matrix is divided. */
export interface Blocks {
  /** Columns that are eliminated together. */
  readonly columns: number
  /** Rows that one call works on: then progress is reported, and the signal is looked at. */
  readonly rows: number
}

/**
 * The inverse of a symmetric positive definite matrix, in its lower triangle and perhaps with the other sign, block after block.
 *
 * The sweep of `symmetricInverse` in @hvamp/models, by calls of BLAS and LAPACK: after a block K of columns, with R all others,
 *
 *   V = A_RK L⁻ᵀ,  A_RR ← A_RR − V Vᵀ,  A_RK ← V L⁻¹,  A_KK ← −L⁻ᵀ L⁻¹,  where A_KK = L Lᵀ,
 *
 * so that −A⁻¹ stands there after the last. It takes as many operations as LAPACK's own inverse. A matrix of one block keeps the
 * sign, which saves two passes through it.
 *
 * @param a [size, size] row by row; only its lower triangle is read, and the other one means nothing afterwards
 * @returns 1 where A⁻¹ stands there, −1 where −A⁻¹ does, 0 if the matrix is not positive definite
 * @throws the signal's reason when it is aborted
 */
export async function signedInverse(
  blas: DoubleBlas,
  a: Float64Array,
  size: number,
  { columns: block, rows: stripRows }: Blocks,
  { onProgress, signal }: InverseOptions = {},
): Promise<1 | -1 | 0> {
  const part = (row: number, rows: number, column: number, columns: number): Part => ({
    values: a.subarray(row * size + column),
    ...{ rows, columns, stride: size },
  })

  for (let start = 0; start < size; start += block) {
    const width = Math.min(block, size - start)
    const end = start + width
    const corner = part(start, width, start, width)
    const strips = [...stripsOf(0, start, stripRows), ...stripsOf(end, size, stripRows)]
    let steps = 0
    const pause = () => {
      steps += 1
      onProgress?.(start + Math.floor((width * steps) / (3 * strips.length + 1)), size)
      signal?.throwIfAborted()
    }
    const forEachStrip = async (work: (strip: Strip) => Promise<void>) => {
      const next = strips.values()
      const workInTurn = async () => {
        for (const strip of next) {
          await work(strip)
          pause()
        }
      }
      await Promise.all(Array.from({ length: blas.atOnce }, workInTurn))
    }

    /** A strip of the other rows: above the block its values stand in the block's own rows, transposed. */
    const isAbove = ({ from }: Strip) => from < start
    const valuesOf = (strip: Strip) =>
      isAbove(strip) ? part(start, width, strip.from, strip.rows) : part(strip.from, strip.rows, start, width)

    signal?.throwIfAborted()
    if (!(await blas.factor(corner))) return 0
    await forEachStrip((strip) =>
      isAbove(strip)
        ? blas.solveLeft(corner, false, valuesOf(strip))
        : blas.solveRight(corner, true, valuesOf(strip)),
    )
    await forEachStrip(async (strip) => {
      const { from, rows } = strip
      const own = valuesOf(strip)
      const above = Math.min(from + rows, start)
      if (isAbove(strip)) {
        await blas.subtractProduct(own, true, part(start, width, 0, above), part(from, rows, 0, above))
      } else {
        if (start > 0) {
          await blas.subtractProduct(own, false, part(start, width, 0, start), part(from, rows, 0, start))
        }
        const below = from + rows - end
        await blas.subtractOuter(own, part(end, below, start, width), part(from, rows, end, below))
      }
    })
    await forEachStrip((strip) =>
      isAbove(strip)
        ? blas.solveLeft(corner, true, valuesOf(strip))
        : blas.solveRight(corner, false, valuesOf(strip)),
    )
    if (!(await blas.invert(corner))) return 0
    if (width < size) negate(corner)
    pause()
  }
  return size > block ? -1 : 1
}

/** Some rows one after the other. */
interface Strip {
  readonly from: number
  readonly rows: number
}

function stripsOf(from: number, to: number, stripRows: number): Strip[] {
  const count = Math.ceil((to - from) / stripRows)
  return Array.from({ length: count }, (_, i) => {
    const first = from + i * stripRows
    return { from: first, rows: Math.min(stripRows, to - first) }
  })
}

/** Of the lower triangle. */
function negate({ values, rows, stride }: Part): void {
  for (let row = 0; row < rows; row++) {
    for (let at = row * stride; at <= row * stride + row; at++) values[at] = -values[at]!
  }
}
