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
 * own, which packs it at every call; for scores only where there is room for that. Both add in the same order, so the bits are the same.
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

  /** Runs `use` with the address of the product, as XNNPACK computes it. @throws OutOfMemory if there is no room for it */
  function packed(a: number, b: number, { m, n, k }: Dimensions, use: (offset: number) => void): void {
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
    use(heap.offset(product))
    heap.release(product)
  }

  /** The product by some rows at a time, with the right operand where it is: slower for many rows, without memory of its own. */
  function inPlace(a: number, b: number, { m, n, k }: Dimensions, c: number, accumulate: boolean): void {
    const rows = Math.min(m, MANY_ROWS - 1)
    const each = (use: (from: number, count: number) => void) => {
      for (let from = 0; from < m; from += rows) use(from, Math.min(rows, m - from))
    }
    if (!accumulate) {
      each((from, count) => simd.fewRows(a + 4 * from * k, b, count, k, n, c + 4 * from * n))
      return
    }
    heap.withRoom([rows * n], (product) =>
      each((from, count) => {
        simd.fewRows(a + 4 * from * k, b, count, k, n, product)
        simd.addInto(product, c + 4 * from * n, count * n)
      }),
    )
  }

  return (a, b, c, { accumulate = false } = {}) => {
    const sizes = dimensions(a, b)
    const { m, n, k } = sizes
    const size = m * n
    const keep = (product: number) => {
      if (accumulate) simd.addInto(product, c, size)
      else heap.floats(c, size).set(heap.floats(product, size))
    }
    plain(a, (left) =>
      plain(b, (right) => {
        // What is added to a bias are scores, the largest product of a ranking, which few rows at a time can do without a copy.
        const isPacked = m >= MANY_ROWS && (!accumulate || heap.hasRoom(packedBytes(m, n, k)))
        if (isPacked) packed(left, right, sizes, keep)
        else inPlace(left, right, sizes, c, accumulate)
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
