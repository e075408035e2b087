import type { SymmetricInverse } from '@hvamp/tensors'
import { firstLibrary, type SystemFunction, type SystemLibrary } from './system-library'

export interface LapackOptions {
  /** File name or path of the library; by default the one that HVAMP_BLAS names, else those that systems usually have. */
  readonly library?: string | undefined
}

// Fortran: everything by reference, and the length of a text last.
const signatures = {
  factor: 'void dpotrf_(const char *uplo, int *n, double *a, int *lda, int *info, size_t length)',
  invert: 'void dpotri_(const char *uplo, int *n, double *a, int *lda, int *info, size_t length)',
}

/**
 * Inverts by the system's LAPACK, which is part of OpenBLAS, MKL and Accelerate: Cholesky's factor, then the inverse from it
 * (`dpotrf`, `dpotri`), on the library's own threads while JavaScript runs on.
 *
 * Only the lower triangle of a matrix is read. The inverse rejects if the matrix is not positive definite. A library is
 * used only if it inverts a small matrix correctly.
 *
 * @throws with the libraries that were tried, and why each was refused
 * @example const model = ease({ l2: 500 }, await lapackInverse())
 */
export async function lapackInverse({ library }: LapackOptions = {}): Promise<SymmetricInverse> {
  return firstLibrary('LAPACK', library, async (opened) => {
    const inverse = inverseOf(opened)
    await test(inverse)
    return inverse
  })
}

function inverseOf(library: SystemLibrary): SymmetricInverse {
  const factor = library.func(signatures.factor)
  const invert = library.func(signatures.invert)
  return async (matrix, size) => {
    if (matrix.length !== size ** 2) {
      throw new Error(
        `lapackInverse: a matrix of ${size} × ${size} must have ${size ** 2} values, got ${matrix.length}`,
      )
    }
    if (size === 0) return
    const order = await call(factor, matrix, size)
    if (order === 0) await call(invert, matrix, size)
    // Columns for Fortran are rows here, so its upper triangle is the lower one.
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j]!
    }
    if (order !== 0 || !matrix.every(Number.isFinite)) {
      throw new Error('lapackInverse: the matrix must be positive definite')
    }
  }
}

/** Runs a function in a thread. @returns its `info`: 0 if it succeeded */
function call(run: SystemFunction, matrix: Float64Array, size: number): Promise<number> {
  // Two words each, so that a library with integers of 64 bits reads the same.
  const integers = { size: Int32Array.of(size, 0), info: new Int32Array(2) }
  const { size: n, info } = integers
  return new Promise((resolve, reject) => {
    run.async('U', n, matrix, n, info, 1, (error: Error | null) => {
      if (error) reject(error)
      else resolve(integers.info[0]!) // which also keeps what the thread writes to from being collected
    })
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
