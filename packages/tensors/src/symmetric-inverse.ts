/** Puts the inverse of a symmetric positive definite matrix, [size, size] row by row, in the matrix's place. */
export type SymmetricInverse = (matrix: Float64Array, size: number) => Promise<void>
