export interface InverseOptions {
  /** How many of the matrix's rows are done, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
  /** Ends the computation: what is in the matrix then means nothing. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Puts the inverse of a symmetric positive definite matrix, [size, size] row by row, in the matrix's place.
 *
 * It rejects with the signal's reason when the signal is aborted.
 */
export type SymmetricInverse = (matrix: Float64Array, size: number, options?: InverseOptions) => Promise<void>
