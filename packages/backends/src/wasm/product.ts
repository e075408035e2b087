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

/** Rows of op(a), columns of op(b) and what is summed over. */
export function dimensions(a: Operand, b: Operand): { m: number; n: number; k: number } {
  return {
    m: a.transposed ? a.columns : a.rows,
    n: b.transposed ? b.rows : b.columns,
    k: a.transposed ? a.rows : a.columns,
  }
}

/**
 * Products by the wasm backend's own kernel, which is ten times slower when an operand is transposed: such an operand
 * is copied in the other order first.
 */
export function wasmProduct(backend: BackendWasm, heap: Heap, simd: Simd, matMul: KernelFunc): Product {
  function plain<T>({ offset, rows, columns, transposed }: Operand, use: (tensor: TensorInfo) => T): T {
    if (!transposed) return heap.alias(offset, [1, rows, columns], use)
    const turned = heap.make([1, columns, rows])
    try {
      simd.transpose(offset, rows, columns, heap.offset(turned))
      return heap.alias(heap.offset(turned), [1, columns, rows], use)
    } finally {
      heap.release(turned)
    }
  }
  return (a, b, c, { accumulate = false } = {}) => {
    const { m, n, k } = dimensions(a, b)
    heap.requireRoom(packedBytes(m, n, k))
    const product = plain(a, (left) =>
      plain(
        b,
        (right) =>
          matMul({
            inputs: { a: left, b: right },
            backend,
            attrs: { transposeA: false, transposeB: false },
          }) as TensorInfo,
      ),
    )
    if (accumulate) simd.addInto(heap.offset(product), c, m * n)
    else heap.floats(c, m * n).set(heap.floats(heap.offset(product), m * n))
    heap.release(product)
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
