import type { SymmetricInverse } from '@hvamp/tensors'
import { type Blocks, signedInverse } from './block-inverse'
import type { DoubleBlas } from './double-blas'

/** Rows and columns that are mirrored while they are in the nearest cache. */
const tile = 32
/** Elements that are mirrored before the event loop gets a turn. */
const mirroredInStep = 2 ** 24

/** The inverse of a whole matrix by these functions. @param where prefix of errors */
export function inverseBy(where: string, blas: DoubleBlas, blocks: Blocks): SymmetricInverse {
  return async (matrix, size, options = {}) => {
    if (matrix.length !== size ** 2) {
      throw new Error(
        `${where}: a matrix of ${size} × ${size} must have ${size ** 2} values, got ${matrix.length}`,
      )
    }
    const sign = await signedInverse(blas, matrix, size, blocks, options)
    if (sign === 0 || !hasFiniteDiagonal(matrix, size)) {
      throw new Error(`${where}: the matrix must be positive definite`)
    }
    await mirror(matrix, size, sign, options.signal)
  }
}

/** A value of A⁻¹ = L⁻ᵀ L⁻¹ that is not finite makes one on the diagonal, where the squares of L⁻¹ are summed. */
function hasFiniteDiagonal(matrix: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i++) if (!Number.isFinite(matrix[i * (size + 1)])) return false
  return true
}

/** Makes a lower triangle, times the sign, the whole matrix. */
async function mirror(matrix: Float64Array, size: number, sign: 1 | -1, signal?: AbortSignal): Promise<void> {
  let elements = 0
  for (let top = 0; top < size; top += tile) {
    for (let left = 0; left <= top; left += tile) {
      for (let i = top; i < Math.min(top + tile, size); i++) {
        for (let j = left; j <= Math.min(left + tile - 1, i); j++) {
          const value = sign * matrix[i * size + j]!
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
