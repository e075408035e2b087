import type { SystemFunction, SystemLibrary } from './system-library'

/** A part of a matrix of doubles that lies row by row. */
export interface Part {
  /** From the part's first element on. */
  readonly values: Float64Array
  readonly rows: number
  readonly columns: number
  /** Elements from one row to the next. */
  readonly stride: number
}

/** BLAS and LAPACK on parts of matrices, each call in a thread of its own while JavaScript runs on. */
export interface DoubleBlas {
  /** c ← c − a b, or c − aᵀ b. */
  subtractProduct(a: Part, isTransposed: boolean, b: Part, c: Part): Promise<void>
  /** c ← c − a bᵀ. */
  subtractOuter(a: Part, b: Part, c: Part): Promise<void>
  /** b ← L⁻¹ b, or L⁻ᵀ b, of the lower triangle L. */
  solveLeft(lower: Part, isTransposed: boolean, b: Part): Promise<void>
  /** b ← b L⁻¹, or b L⁻ᵀ. */
  solveRight(lower: Part, isTransposed: boolean, b: Part): Promise<void>
  /** Cholesky's factor in the lower triangle. @returns whether the matrix is positive definite */
  factor(a: Part): Promise<boolean>
  /** The lower triangle of L⁻ᵀ L⁻¹ in place of L. */
  invert(a: Part): Promise<boolean>
}

const signatures = {
  // Fortran: everything by reference, and the length of a text last.
  factor: 'void dpotrf_(const char *uplo, int *n, double *a, int *lda, int *info, size_t length)',
  invert: 'void dpotri_(const char *uplo, int *n, double *a, int *lda, int *info, size_t length)',
  product:
    'void cblas_dgemm(int order, int transA, int transB, int m, int n, int k, double alpha, double *a, int lda, double *b, int ldb, double beta, double *c, int ldc)',
  solve:
    'void cblas_dtrsm(int order, int side, int uplo, int trans, int diag, int m, int n, double alpha, double *a, int lda, double *b, int ldb)',
}

// The numbers of cblas.h.
const rowMajor = 101
const transposition = (isTransposed: boolean) => (isTransposed ? 112 : 111)
const lowerTriangle = 122
const [left, right] = [141, 142]
const ownDiagonal = 131

/** @throws if the library lacks a function */
export function doubleBlas(library: SystemLibrary): DoubleBlas {
  const factor = library.func(signatures.factor)
  const invert = library.func(signatures.invert)
  const product = library.func(signatures.product)
  const solve = library.func(signatures.solve)

  const multiply = (a: Part, transA: boolean, b: Part, transB: boolean, c: Part) =>
    called(product, [
      ...[rowMajor, transposition(transA), transposition(transB), c.rows, c.columns],
      ...[transA ? a.rows : a.columns, -1, a.values, a.stride, b.values, b.stride, 1, c.values, c.stride],
    ])
  const substitute = (side: number, lower: Part, isTransposed: boolean, b: Part) =>
    called(solve, [
      ...[rowMajor, side, lowerTriangle, transposition(isTransposed), ownDiagonal, b.rows, b.columns, 1],
      ...[lower.values, lower.stride, b.values, b.stride],
    ])
  return {
    subtractProduct: (a, isTransposed, b, c) => multiply(a, isTransposed, b, false, c),
    subtractOuter: (a, b, c) => multiply(a, false, b, true, c),
    solveLeft: (lower, isTransposed, b) => substitute(left, lower, isTransposed, b),
    solveRight: (lower, isTransposed, b) => substitute(right, lower, isTransposed, b),
    factor: (a) => succeeds(factor, a),
    invert: (a) => succeeds(invert, a),
  }
}

/** Whether a function of LAPACK says that it succeeded. Columns for Fortran are rows here, so its upper triangle is the lower one. */
async function succeeds(run: SystemFunction, { values, rows, stride }: Part): Promise<boolean> {
  // Two words each, so that a library with integers of 64 bits reads the same.
  const [n, lda, info] = [Int32Array.of(rows, 0), Int32Array.of(stride, 0), new Int32Array(2)]
  await called(run, ['U', n, values, lda, info, 1])
  return info[0] === 0
}

/** Runs a function in a thread, and keeps what the thread works on from being collected until it ends. */
function called(run: SystemFunction, values: unknown[]): Promise<void> {
  return new Promise((resolve, reject) => {
    run.async(...values, (error: Error | null) => {
      if (error) reject(error)
      else if (values.length > 0) resolve()
    })
  })
}
