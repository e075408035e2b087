import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core'
import type { Heap } from './heap'
import type { Simd } from './simd'

/** A row-major matrix on the heap, to be used as it stands or transposed. */
export interface Operand {
  readonly offset: number
  readonly rows: number
  readonly columns: number
  readonly transposed?: boolean
}

/** c = op(a) op(b), or c += op(a) op(b), with c at a byte offset that overlaps neither. */
export type Product = (a: Operand, b: Operand, c: number, options?: { accumulate?: boolean }) => void

/** Sizes of a product. */
interface Dimensions {
  /** Rows of op(a). */
  readonly m: number
  /** Columns of op(b). */
  readonly n: number
  /** Columns of op(a), which are summed over. */
  readonly k: number
}

export function dimensions(a: Operand, b: Operand): Dimensions {
  return {
    m: a.transposed ? a.columns : a.rows,
    n: b.transposed ? b.rows : b.columns,
    k: a.transposed ? a.rows : a.columns,
  }
}

/** Rows from which on it pays to pack the right operand first, as XNNPACK does. */
const MANY_ROWS = 24

/**
 * Products without a BLAS: a few rows by a kernel that reads the right operand where it is, more of them by the wasm backend's
 * own, which packs it at every call. Both add in the same order, so the bits are the same.
 *
 * Both need operands as they lie in memory; a transposed one is copied in the other order first, which costs less than the
 * wasm backend's own kernel for it.
 */
export function wasmProduct(backend: BackendWasm, heap: Heap, simd: Simd, matMul: KernelFunc): Product {
  /** Runs `use` with the address of a matrix that is not transposed. */
  function plain<T>({ offset, rows, columns, transposed }: Operand, use: (offset: number) => T): T {
    if (!transposed) return use(offset)
    return heap.withRoom([rows * columns], (turned) => {
      simd.transpose(offset, rows, columns, turned)
      return use(turned)
    })
  }

  function multiply(a: number, b: number, { m, n, k }: Dimensions, c: number): void {
    if (m < MANY_ROWS) {
      simd.fewRows(a, b, m, k, n, c)
      return
    }
    heap.requireRoom(packedBytes(m, n, k))
    const product = heap.alias(a, [1, m, k], (left) =>
      heap.alias(
        b,
        [1, k, n],
        (right) =>
          matMul({
            inputs: { a: left, b: right },
            backend,
            attrs: { transposeA: false, transposeB: false },
          }) as TensorInfo,
      ),
    )
    heap.floats(c, m * n).set(heap.floats(heap.offset(product), m * n))
    heap.release(product)
  }

  return (a, b, c, { accumulate = false } = {}) => {
    const sizes = dimensions(a, b)
    const { m, n } = sizes
    plain(a, (left) =>
      plain(b, (right) => {
        if (!accumulate) return multiply(left, right, sizes, c)
        heap.withRoom([m * n], (product) => {
          multiply(left, right, sizes, product)
          simd.addInto(product, c, m * n)
        })
      }),
    )
  }
}

/**
 * Bytes that the kernel allocates at most: the product, and the right operand in panels of columns. Where XNNPACK finds no
 * room for those, the kernel writes a warning and leaves the product as it was.
 */
export function packedBytes(m: number, n: number, k: number): number {
  const [panel, beside] = [32, 2 ** 16]
  return 4 * (m * n + (k + 1) * (n + panel)) + beside
}
