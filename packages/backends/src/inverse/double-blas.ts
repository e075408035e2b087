/** A part of a matrix of doubles that lies row by row. */
export interface Part {
  /** From the part's first element on. */
  readonly values: Float64Array
  readonly rows: number
  readonly columns: number
  /** Elements from one row to the next. */
  readonly stride: number
}

/** The functions of BLAS and LAPACK that an inverse in blocks takes, on parts of matrices, while JavaScript runs on. */
export interface DoubleBlas {
  /** Calls that may run at a time. */
  readonly atOnce: number
  /** c ← c − a b, or c − aᵀ b. */
  subtractProduct(a: Part, isTransposed: boolean, b: Part, c: Part): Promise<void>
  /** c ← c − a bᵀ. */
  subtractOuter(a: Part, b: Part, c: Part): Promise<void>
  /** b ← L⁻¹ b, or L⁻ᵀ b, of the lower triangle L. */
  solveLeft(lower: Part, isTransposed: boolean, b: Part): Promise<void>
  /** b ← b L⁻¹, or b L⁻ᵀ. */
  solveRight(lower: Part, isTransposed: boolean, b: Part): Promise<void>
  /** Cholesky's factor L in the lower triangle, or what the other functions take for L. @returns whether the matrix is positive definite */
  factor(a: Part): Promise<boolean>
  /** The lower triangle of L⁻ᵀ L⁻¹ in place of L. */
  invert(a: Part): Promise<boolean>
}
