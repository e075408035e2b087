import { random } from '@hvamp/random'
import { backend, fused, matMul, tensor1d, tensor2d, tidy } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { useBackend } from '../use-backend'

beforeAll(() => useBackend('wasm'))

const sizes = fc.record({
  rows: fc.integer({ min: 1, max: 23 }),
  inner: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 100, max: 700 })),
  columns: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1000, max: 2100 })),
  seed: fc.nat(),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
})

it('gives a few rows the bits that they have among many, which XNNPACK multiplies', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, async ({ rows, inner, columns, seed, transposeA, transposeB }) => {
      const noise = random(seed)
      const many = 24
      const [few, all] = tidy(() => {
        const values = noise.normals(many * inner)
        const b = noise.normals(inner * columns)
        const shape = (m: number, k: number, transposed: boolean): [number, number] =>
          transposed ? [k, m] : [m, k]
        const right = tensor2d(b, shape(inner, columns, transposeB))
        const first = values.subarray(0, rows * inner)
        const left = transposeA ? turned(first, rows, inner) : first
        return [
          matMul(tensor2d(left, shape(rows, inner, transposeA)), right, transposeA, transposeB),
          matMul(tensor2d(values, [many, inner]), right, false, transposeB),
        ]
      })
      const expected = (await all!.data()).subarray(0, rows * columns)
      expect(await few!.data()).toEqual(expected)
      few!.dispose()
      all!.dispose()
    }),
    { numRuns: 60 },
  )
})

it('gives scores of many rows the same bits where there is no room to pack the right operand', async () => {
  const noise = random(5)
  const [rows, inner, columns] = [60, 37, 1100]
  const a = tensor2d(noise.normals(rows * inner), [rows, inner])
  const b = tensor2d(noise.normals(inner * columns), [inner, columns])
  const bias = tensor1d(noise.normals(columns))
  const packed = await fused.matMul({ a, b, bias }).data()
  const { wasm } = backend() as unknown as { wasm: { _malloc: (bytes: number) => number } }
  const { _malloc: malloc } = wasm
  wasm._malloc = (bytes) => {
    if (bytes > 4 * rows * columns) throw Object.assign(new Error('full'), { code: 'HVAMP_OUT_OF_MEMORY' })
    return malloc(bytes)
  }
  try {
    expect(await fused.matMul({ a, b, bias }).data()).toEqual(packed)
  } finally {
    wasm._malloc = malloc
  }
})

/** [rows, columns] column by column. */
function turned(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(
    { length: values.length },
    (_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!,
  )
}
