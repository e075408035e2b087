import { slice, tensor, util } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { useBackend } from '../index'

beforeAll(() => useBackend('wasm'))

/** A size with a begin and an end in it, for each dimension. */
const ranges = fc.array(
  fc.integer({ min: 1, max: 9 }).chain((size) =>
    fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })).chain(([size, begin]) =>
      fc.record({
        size: fc.constant(size),
        begin: fc.constant(begin),
        taken: fc.integer({ min: 0, max: size - begin }),
      }),
    ),
  ),
  { minLength: 1, maxLength: 4 },
)

it('takes what lies in the range, of any rank and type', async () => {
  await fc.assert(
    fc.asyncProperty(ranges, fc.constantFrom('float32', 'int32', 'bool'), async (ranges, dtype) => {
      const shape = ranges.map(({ size }) => size)
      const values = Array.from({ length: util.sizeFromShape(shape) }, (_, i) =>
        dtype === 'bool' ? i % 2 : i,
      )
      const taken = slice(
        tensor(values, shape, dtype),
        ranges.map(({ begin }) => begin),
        ranges.map(({ taken }) => taken),
      )
      const strides = [...util.computeStrides(shape), 1]
      const expected = values.filter((_, at) =>
        ranges.every(({ size, begin, taken }, dimension) => {
          const index = Math.floor(at / strides[dimension]!) % size
          return index >= begin && index < begin + taken
        }),
      )
      expect(taken.dtype).toBe(dtype)
      expect(taken.shape).toEqual(ranges.map(({ taken }) => taken))
      expect([...(await taken.data())]).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

it('leaves the tensor as it was, and what comes out its own', async () => {
  const x = tensor([1, 2, 3, 4, 5, 6], [3, 2])
  const rest = slice(x, [1, 0])
  x.dispose()
  expect([...(await rest.data())]).toEqual([3, 4, 5, 6])
})
