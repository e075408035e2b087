import { requireKnown } from '@hvamp/random'
import type { SymmetricInverse } from '@hvamp/tensors'
import { negativeInverse } from './block-inverse'
import { type DoubleBlas, doubleBlas } from './double-blas'
import { firstLibrary } from './system-library'

export interface LapackOptions {
  /** File name or path of the library; by default the one that HVAMP_BLAS names, else those that systems usually have. */
  readonly library?: string | undefined
}

/** Rows and columns that are mirrored while they are in the nearest cache. */
const tile = 32
/** Elements that are mirrored before the event loop gets a turn. */
const mirroredInStep = 2 ** 24

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
    const blas = doubleBlas(opened)
    await test(inverseBy(blas))
    await test(inverseBy(blas, 2))
    return inverseBy(blas)
  })
}

/** @param block columns that are eliminated together */
function inverseBy(blas: DoubleBlas, block?: number): SymmetricInverse {
  return async (matrix, size, options = {}) => {
    if (matrix.length !== size ** 2) {
      throw new Error(
        `lapackInverse: a matrix of ${size} × ${size} must have ${size ** 2} values, got ${matrix.length}`,
      )
    }
    const isDefinite = await negativeInverse(blas, matrix, size, { ...options, ...(block && { block }) })
    if (!isDefinite || !hasFiniteDiagonal(matrix, size)) {
      throw new Error('lapackInverse: the matrix must be positive definite')
    }
    await mirrorNegative(matrix, size, options.signal)
  }
}

/** A value of A⁻¹ = L⁻ᵀ L⁻¹ that is not finite makes one on the diagonal, where the squares of L⁻¹ are summed. */
function hasFiniteDiagonal(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) if (!Number.isFinite(matrix[i * (size + 1)])) return false
  return true
}

/** Makes a lower triangle the whole of its negative. */
async function mirrorNegative(matrix: Float64Array, size: number, signal?: AbortSignal): Promise<void> {
  let elements = 0
  for (let top = 0; top < size; top += tile) {
    for (let left = 0; left <= top; left += tile) {
      for (let i = top; i < Math.min(top + tile, size); i++) {
        for (let j = left; j <= Math.min(left + tile - 1, i); j++) {
          const value = -matrix[i * size + j]!
          matrix[i * size + j] = value
          matrix[j * size + i] = value
        }
      }
    }
    elements += tile * top
    if (elements < mirroredInStep) continue
    elements = 0
    await new Promise(setImmediate)
    signal?.throwIfAborted()
  }
}

/** @throws if the inverse of a small matrix is wrong */
async function test(inverse: SymmetricInverse): Promise<void> {
  const matrix = Float64Array.of(4, 0, 0, 2, 5, 0, -2, 1, 6) // lower triangle
  await inverse(matrix, 3)
  const expected = [29, -14, 12, -14, 20, -8, 12, -8, 16].map((value) => value / 64)
  const at = matrix.findIndex((value, i) => !(Math.abs(value - expected[i]!) < 1e-12))
  if (at >= 0) throw new Error(`it inverts wrong: ${expected[at]} is expected, got ${matrix[at]}`)
}
