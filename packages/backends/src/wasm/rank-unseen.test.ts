import { rankUnseen } from '@hvamp/layers'
import { topK } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { memory, tensor2d } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { useBackend } from '../index'

beforeAll(() => useBackend('wasm'))

const ITEMS = 5000
const unseen = {
  rowCount: 1,
  columnCount: ITEMS,
  offsets: Int32Array.of(0, 0),
  columns: new Int32Array(0),
  values: new Float32Array(0),
}

it('ranks as topK does, whatever the signs and however many are equal', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom(1, 3, 40),
      fc.double({ min: -3, max: 3, noNaN: true }),
      async (seed, steps, shift) => {
        const scores = random(seed)
          .normals(ITEMS)
          .map((value) => Math.round(value * steps) / steps + shift)
        const { items } = rankUnseen(tensor2d(scores, [1, ITEMS]), unseen, 100)
        expect([...(await items.data())]).toEqual([...topK(scores, 100)])
      },
    ),
    { numRuns: 50 },
  )
})

it('refuses a NaN among the best, and keeps nothing in memory', () => {
  const scores = random(1).normals(ITEMS)
  scores[4321] = Number.NaN
  const logits = tensor2d(scores, [1, ITEMS])
  const { numDataBuffers } = memory()
  expect(() => rankUnseen(logits, unseen, 100)).toThrow('logits must be numbers, got NaN for item 4321')
  expect(memory().numDataBuffers).toBe(numDataBuffers)
})
