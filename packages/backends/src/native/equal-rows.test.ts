import { withEqualRows } from '@hvamp/tensors'
import type { TensorInfo } from '@tensorflow/tfjs-core'
import { describe, expect, it } from 'vitest'
import type { Heap } from '../wasm/heap'
import { dimensions, type Operand, type Product } from '../wasm/product'
import { equalRows } from './equal-rows'

const memory = new Float32Array(500_000)
let end = 0
const places = new Map<TensorInfo, number>()
const make = (shape: number[]): TensorInfo => {
  const tensor = { dataId: {}, shape, dtype: 'float32' as const }
  places.set(tensor, end)
  end += shape.reduce((size, length) => size * length, 1)
  return tensor
}
const heap = {
  make,
  put(values: Float32Array) {
    const tensor = make([values.length])
    memory.set(values, places.get(tensor))
    return tensor
  },
  offset: (tensor: TensorInfo) => 4 * places.get(tensor)!,
  floats: (offset: number, count: number) => memory.subarray(offset / 4, offset / 4 + count),
  release: () => undefined,
} as unknown as Heap

/** Multiplies by the sums of both operands' numbers, with another last bit from the sixth row of many on, as OpenBLAS does. */
function productOf(calls: number[], step: number): Product {
  return (a, b, c) => {
    const { m, n, k } = dimensions(a, b)
    calls.push(m)
    for (let row = 0; row < m; row++) {
      const value = heap.floats(a.offset + 4 * row * k, k).reduce((sum, each) => sum + each, 0)
      heap.floats(c + 4 * row * n, n).fill(value + (m >= 16 && row >= 6 ? step : 0))
    }
  }
}

describe('equalRows', () => {
  const left: Operand = {
    offset: heap.offset(heap.put(new Float32Array(20 * 3).fill(1))),
    rows: 20,
    columns: 3,
  }
  const right: Operand = { offset: heap.offset(heap.put(new Float32Array(3 * 2))), rows: 3, columns: 2 }
  const out = heap.offset(make([20, 2]))

  it('takes a few rows at a time where others would have other bits, while equal ones are asked for', async () => {
    const calls: number[] = []
    const product = equalRows(productOf(calls, 1), heap)
    calls.length = 0
    product(left, right, out)
    expect(calls).toEqual([20])
    expect(new Set(heap.floats(out, 40))).toEqual(new Set([3, 4]))
    await withEqualRows(async () => product(left, right, out))
    expect(calls).toEqual([20, 8, 8, 4])
    expect(new Set(heap.floats(out, 40))).toEqual(new Set([3]))
    await expect(withEqualRows(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    product(left, right, out)
    expect(calls.at(-1)).toBe(20)
  })

  it('is the product itself of a library whose rows do not depend on their place', () => {
    const product = productOf([], 0)
    expect(equalRows(product, heap)).toBe(product)
  })
})
