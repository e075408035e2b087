import type { DoubleBlas, Part } from '../inverse/double-blas'
import type { SystemFunction, SystemLibrary } from './system-library'

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

/** By a library of the system, on its own threads. @throws if the library lacks a function */
export function libraryBlas(library: SystemLibrary): DoubleBlas {
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
    atOnce: 1,
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
