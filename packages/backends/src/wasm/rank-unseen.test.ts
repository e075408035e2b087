import { rankUnseen, type SparseRows } from '@hvamp/layers'
import { topK } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { memory, tensor2d } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { useBackend } from '../index'

beforeAll(() => useBackend('wasm'))

it('ranks as topK does, whatever the sizes and signs, and however many are equal or seen', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.constantFrom(1, 7, 130, 1003, 5000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(1, 3, 40),
      fc.constantFrom(-3, 0, 3),
      fc.constantFrom(0, 0.1, 0.99),
      async (seed, itemCount, depth, steps, shift, seenShare) => {
        const noise = random(seed)
        const k = Math.ceil(1 + depth * Math.min(itemCount - 1, 300))
        const scores = noise.normals(itemCount).map((value) => Math.round(value * steps) / steps + shift)
        const seen = Int32Array.from(scores.keys()).filter(() => noise.uniform() < seenShare)
        const { items } = rankUnseen(tensor2d(scores, [1, itemCount]), oneRow(itemCount, seen), k)
        for (const item of seen) scores[item] = Number.NEGATIVE_INFINITY
        const expected = topK(scores, k)
        expect([...(await items.data())]).toEqual([
          ...expected,
          ...Array.from({ length: k - expected.length }, () => -1),
        ])
      },
    ),
    { numRuns: 300 },
  )
})

it.each([0, 3, 4321, 4999])('refuses a NaN for item %i, and keeps nothing in memory', (item) => {
  const scores = random(1).normals(5000)
  scores[item] = Number.NaN
  const logits = tensor2d(scores, [1, 5000])
  const { numDataBuffers } = memory()
  const rank = () => rankUnseen(logits, oneRow(5000, new Int32Array(0)), 100)
  expect(rank).toThrow(`logits must be numbers, got NaN for item ${item}`)
  expect(memory().numDataBuffers).toBe(numDataBuffers)
})

it('names an item with NaN by its own number where rules leave others out, and passes over one that they leave out', async () => {
  const scores = random(1).normals(50)
  scores[7] = Number.NaN
  const rank = (allowed: Uint8Array) =>
    rankUnseen(tensor2d(scores, [1, 50]), oneRow(50, new Int32Array(0)), 3, { allowed })
  expect(() => rank(new Uint8Array(50).fill(1, 5))).toThrow('got NaN for item 7')
  expect([...(await rank(new Uint8Array(50).fill(1, 8, 10)).items.data())].sort()).toEqual([-1, 8, 9])
})

it('frees all that it took, whatever the rules', () => {
  const logits = tensor2d(random(1).normals(5000), [1, 5000])
  const { numDataBuffers } = memory()
  for (const allowed of [undefined, new Uint8Array(5000), new Uint8Array(5000).fill(1, 100, 300)]) {
    const { items, scores } = rankUnseen(logits, oneRow(5000, Int32Array.of(150)), 10, {
      allowed,
      offsets: new Float32Array(5000),
    })
    expect(memory().numDataBuffers).toBe(numDataBuffers + 2)
    items.dispose()
    scores.dispose()
  }
})

function oneRow(columnCount: number, columns: Int32Array): SparseRows {
  const values = new Float32Array(columns.length).fill(1)
  return { rowCount: 1, columnCount, offsets: Int32Array.of(0, columns.length), columns, values }
}
