import { areEqualRowsAsked } from '@hvamp/tensors'
import type { Heap } from '../wasm/heap'
import { dimensions, type Product } from '../wasm/product'

/** Rows that every kernel known computes alike: OpenBLAS' for AVX2 take them in panels of twelve, each half of which adds in another order. */
const few = 8

/**
 * The same product, which computes a few rows at a time where equal rows are asked for and the library, if it has all at once, gives a row
 * other bits at another place. Each call reads the right operand again, which takes several times as long.
 */
export function equalRows(product: Product, heap: Heap): Product {
  if (hasEqualRows(product, heap)) return product
  return (a, b, c, options) => {
    const { m, n, k } = dimensions(a, b)
    if (a.transposed || m <= few || !areEqualRowsAsked()) return product(a, b, c, options)
    for (let row = 0; row < m; row += few) {
      const rows = Math.min(few, m - row)
      product({ ...a, offset: a.offset + 4 * row * k, rows }, b, c + 4 * row * n, options)
    }
  }
}

/** Whether equal rows have equal products, of matrices that a library divides among its threads. */
function hasEqualRows(product: Product, heap: Heap): boolean {
  const [m, k, n] = [32, 100, 100]
  const left = Float32Array.from({ length: m * k }, (_, i) => Math.sin(i % k))
  const right = Float32Array.from({ length: k * n }, (_, i) => Math.cos(i))
  const tensors = [heap.put(left), heap.put(right), heap.make([m * n])]
  const [a, b, c] = tensors.map(heap.offset) as [number, number, number]
  product({ offset: a, rows: m, columns: k }, { offset: b, rows: k, columns: n }, c)
  const got = heap.floats(c, m * n)
  const isEqual = got.every((value, i) => value === got[i % n])
  for (const tensor of tensors) heap.release(tensor)
  return isEqual
}
