import { requireKnown } from '@hvamp/random'
import type { SymmetricInverse } from '@hvamp/tensors'
import type { Blocks } from '../inverse/block-inverse'
import { inverseBy } from '../inverse/inverse-by'
import { libraryBlas } from './library-blas'
import { firstLibrary } from './system-library'

export interface LapackOptions {
  /** File name or path of the library; by default the one that HVAMP_BLAS names, else those that systems usually have. */
  readonly library?: string | undefined
}

/** A matrix of one block is left to LAPACK alone. A call on so many rows takes less than a second. */
const blocks: Blocks = { columns: 2048, rows: 512 }

/**
 * Inverts by the system's LAPACK, which is part of OpenBLAS, MKL and Accelerate: Cholesky's factor, then the inverse from it
 * (`dpotrf`, `dpotri`), on the library's own threads while JavaScript runs on. A matrix of more than 2048 rows is inverted in
 * blocks, by calls of less than a second, after each of which it reports its progress and can be ended.
 *
 * Only the lower triangle of a matrix is read. The inverse rejects if the matrix is not positive definite. A library is
 * used only if it inverts a small matrix correctly.
 *
 * @throws with the libraries that were tried, and why each was refused
 * @example const model = ease({ l2: 500 }, await lapackInverse())
 */
export async function lapackInverse(options: LapackOptions = {}): Promise<SymmetricInverse> {
  requireKnown('lapackInverse: options', options, { library: true })
  const { library } = options
  return firstLibrary('LAPACK', library, async (opened) => {
    const blas = libraryBlas(opened)
    const inverse = inverseBy('lapackInverse', blas, blocks)
    await test(inverse)
    await test(inverseBy('lapackInverse', blas, { ...blocks, columns: 2 }))
    return inverse
  })
}

/** @throws if the inverse of a small matrix is wrong */
async function test(inverse: SymmetricInverse): Promise<void> {
  const matrix = Float64Array.of(4, 0, 0, 2, 5, 0, -2, 1, 6) // lower triangle
  await inverse(matrix, 3)
  const expected = [29, -14, 12, -14, 20, -8, 12, -8, 16].map((value) => value / 64)
  const at = matrix.findIndex((value, i) => !(Math.abs(value - expected[i]!) < 1e-12))
  if (at >= 0) throw new Error(`it inverts wrong: ${expected[at]} is expected, got ${matrix[at]}`)
}
