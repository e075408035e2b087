import type { Heap } from '../wasm/heap'
import { dimensions, type Operand, type Product } from '../wasm/product'
import type { SystemLibrary } from './system-library'

const sgemm =
  'void cblas_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, float *a, int lda, float *b, int ldb, float beta, float *c, int ldc)'
const sgemv =
  'void cblas_sgemv(int order, int trans, int m, int n, float alpha, float *a, int lda, float *x, int incx, float beta, float *y, int incy)'

const ROW_MAJOR = 101
const transpose = (isTransposed: boolean | undefined) => (isTransposed ? 112 : 111)

/**
 * Products by a BLAS, on the heap itself without copies.
 *
 * One row that is added to its bias, an affine layer for one user, goes through the product of a matrix and a vector, which
 * reads the matrix where it is: that of two matrices packs it first, which takes twice as long. A row by itself is, in
 * training, the sum of a gradient over a batch; its additions keep their order, so that a seed keeps giving the same bits.
 *
 * @throws if the library lacks one of them
 */
export function blasProduct(library: SystemLibrary, heap: Heap): Product {
  const multiply = library.func(sgemm)
  const multiplyRow = library.func(sgemv)
  const floatsOf = ({ offset, rows, columns }: Operand) => heap.floats(offset, rows * columns)

  return (a, b, c, { accumulate = false } = {}) => {
    const { m, n, k } = dimensions(a, b)
    const product = heap.floats(c, m * n)
    if (m === 1 && accumulate) {
      const turned = transpose(!b.transposed) // the row times b is b transposed times the row
      multiplyRow(
        ROW_MAJOR,
        turned,
        b.rows,
        b.columns,
        1,
        floatsOf(b),
        b.columns,
        floatsOf(a),
        1,
        1,
        product,
        1,
      )
      return
    }
    multiply(
      ROW_MAJOR,
      transpose(a.transposed),
      transpose(b.transposed),
      m,
      n,
      k,
      1,
      floatsOf(a),
      a.columns,
      floatsOf(b),
      b.columns,
      accumulate ? 1 : 0,
      product,
      n,
    )
  }
}
