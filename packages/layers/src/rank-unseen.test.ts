import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, randomRows } from '@hvamp/testing'
import { memory, tensor2d } from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type RankingRules, rankUnseen, readRanking } from './rank-unseen'
import type { SparseRows } from './sparse-rows'

/** Every item by falling score, of equal ones the first in the order; then without what was seen and what is not allowed. */
function expected(
  logits: Float32Array,
  { rowCount, columnCount, offsets, columns }: SparseRows,
  k: number,
  rules: RankingRules = {},
) {
  return Array.from({ length: rowCount }, (_, row) => {
    const seen = new Set(columns.subarray(offsets[row], offsets[row + 1]))
    const items = Array.from({ length: columnCount }, (_, item) => item)
    const score = (item: number) =>
      Math.fround(logits[row * columnCount + item]! + (rules.offsets?.[item] ?? 0))
    const place = rules.order ? new Map(Array.from(rules.order, (item, at) => [item, at])) : undefined
    items.sort((a, b) => score(b) - score(a) || (place?.get(a) ?? a) - (place?.get(b) ?? b))
    const ranked = items.filter((item) => !seen.has(item) && rules.allowed?.[item] !== 0)
    return Array.from({ length: k }, (_, rank) => ranked[rank] ?? -1)
  }).flat()
}

describe.each(await availableBackends())('rankUnseen on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend)
  })

  it.each([
    { rowCount: 1, columnCount: 5, k: 5 },
    { rowCount: 7, columnCount: 33, k: 10 },
    { rowCount: 3, columnCount: 200, k: 100 },
    { rowCount: 4, columnCount: 6001, k: 50 },
  ])('ranks $k of $columnCount items in $rowCount rows, none that was seen', async ({ k, ...size }) => {
    const rows = randomRows(size)
    const logits = random(3).normals(size.rowCount * size.columnCount)
    const { items, scores } = rankUnseen(tensor2d(logits, [size.rowCount, size.columnCount]), rows, k)
    const found = await items.data()
    expect([...found]).toEqual(expected(logits, rows, k))
    const values = await scores.data()
    found.forEach((item, i) => {
      const row = Math.floor(i / k)
      expect(values[i]).toBe(item < 0 ? Number.NEGATIVE_INFINITY : logits[row * size.columnCount + item])
    })
  })

  it('takes the first of equal items, however many there are', async () => {
    const rows = randomRows({ rowCount: 2, columnCount: 6000, density: 0.1 })
    const logits = Float32Array.from({ length: 12_000 }, (_, i) => Math.floor(i / 700) % 2)
    const { items } = rankUnseen(tensor2d(logits, [2, 6000]), rows, 40)
    expect([...(await items.data())]).toEqual(expected(logits, rows, 40))
  })

  it('takes equal items in a given order, under rules too', async () => {
    const rows = randomRows({ rowCount: 3, columnCount: 3000, density: 0.1 })
    const logits = Float32Array.from({ length: 9000 }, (_, i) => Math.floor(i / 700) % 2)
    const order = random(8).permutation(3000)
    const some = Uint8Array.from(order, (item) => (item % 3 === 0 ? 0 : 1))
    for (const rules of [{ order }, { order, allowed: some, offsets: random(9).normals(3000) }]) {
      const { items, scores } = rankUnseen(tensor2d(logits, [3, 3000]), rows, 40, rules)
      expect([...(await items.data())]).toEqual(expected(logits, rows, 40, rules))
      expect((await scores.data()).every((score, i, all) => i % 40 === 0 || score <= all[i - 1]!)).toBe(true)
    }
  })

  it('fills up with −1 where a row has seen nearly everything', async () => {
    const rows: SparseRows = {
      rowCount: 1,
      columnCount: 3,
      offsets: Int32Array.of(0, 2),
      columns: Int32Array.of(0, 2),
      values: Float32Array.of(1, 1),
    }
    const { items } = rankUnseen(tensor2d([[3, 2, 1]]), rows, 3)
    expect([...(await items.data())]).toEqual([1, -1, -1])
  })

  it('gives the list that scoring everything and filtering afterwards gives, whatever the rules', async () => {
    const cases = fc.record({
      seed: fc.nat(),
      rowCount: fc.integer({ min: 1, max: 3 }),
      columnCount: fc.constantFrom(1, 7, 130, 1003),
      depth: fc.double({ min: 0, max: 1, noNaN: true }),
      allowedShare: fc.constantFrom(undefined, 0, 0.02, 0.5, 1),
      together: fc.boolean(),
      steps: fc.constantFrom(1, 3, 40), // few steps: many equal scores
      weighted: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(cases, async ({ seed, depth, allowedShare, together, steps, weighted, ...size }) => {
        const { rowCount, columnCount } = size
        const noise = random(seed)
        const k = Math.ceil(1 + depth * Math.min(columnCount - 1, 60))
        const stepped = (value: number) => Math.round(value * steps) / steps + 0 // no −0
        const logits = noise.normals(rowCount * columnCount).map(stepped)
        const rows = randomRows({ ...size, density: noise.uniform(), seed })
        const isAllowed = (item: number) =>
          together ? item / columnCount < allowedShare! : noise.uniform() < allowedShare!
        const rules: RankingRules = {
          ...(allowedShare !== undefined && {
            allowed: Uint8Array.from({ length: columnCount }, (_, item) => Number(isAllowed(item))),
          }),
          ...(weighted && { offsets: noise.normals(columnCount).map(stepped) }),
        }
        const list = expected(logits, rows, k, rules)
        const { items, scores } = rankUnseen(tensor2d(logits, [rowCount, columnCount]), rows, k, rules)
        expect([...(await items.data())]).toEqual(list)
        const values = await scores.data()
        list.forEach((item, i) => {
          const score = logits[Math.floor(i / k) * columnCount + item]! + (rules.offsets?.[item] ?? 0)
          expect(values[i]).toBe(item < 0 ? Number.NEGATIVE_INFINITY : Math.fround(score))
        })
        items.dispose()
        scores.dispose()
      }),
      { numRuns: backend === 'webgpu' ? 30 : 200 },
    )
  })

  it('refuses rules for another number of items, and says which', () => {
    const [rows, logits] = [randomRows({ rowCount: 1, columnCount: 4 }), tensor2d([[1, 2, 3, 4]])]
    const rule = 'must have a value for each of 4 items, got 3'
    expect(() => rankUnseen(logits, rows, 2, { allowed: new Uint8Array(3) })).toThrow(
      `rankUnseen: allowed ${rule}`,
    )
    expect(() => rankUnseen(logits, rows, 2, { offsets: new Float32Array(3) })).toThrow(
      `rankUnseen: offsets ${rule}`,
    )
  })

  it('refuses an order that has not every item once, and arrays of other types', () => {
    const rows = randomRows({ rowCount: 1, columnCount: 4 })
    const cases: [object, string][] = [
      [{ order: Int32Array.of(1, 2, 3, 4) }, 'order must have each item from 0 to 3 once, got 4'],
      [{ order: Int32Array.of(0, 2, 2, 3) }, 'order must have each item from 0 to 3 once, got 2 twice'],
      [{ order: Int32Array.of(0, 1, 2, -1) }, 'order must have each item from 0 to 3 once, got -1'],
      [{ order: [3, 2, 1, 0] }, 'order must be of the type Int32Array, got a list'],
      [{ offsets: [0, 0, 0, 1] }, 'offsets must be of the type Float32Array, got a list'],
    ]
    for (const [rules, message] of cases) {
      expect(() => rankUnseen(tensor2d([[1, 2, 3, 4]]), rows, 2, rules)).toThrow(`rankUnseen: ${message}`)
    }
  })

  it('refuses a NaN, naming its item, but passes over one that was seen or is not allowed', async () => {
    const rows = randomRows({ rowCount: 2, columnCount: 4, density: 0 })
    const logits = () => tensor2d([4, 3, 2, 1, 4, Number.NaN, 2, 1], [2, 4])
    for (const order of [undefined, Int32Array.of(3, 1, 2, 0)]) {
      await expect(async () => readRanking(rankUnseen(logits(), rows, 2, { order }))).rejects.toMatchObject({
        message: 'rankUnseen: logits must be numbers, got NaN for item 1',
        code: 'HVAMP_NOT_FINITE',
      })
    }
    const allowed = Uint8Array.of(1, 0, 1, 1)
    const seen = {
      ...rows,
      offsets: Int32Array.of(0, 0, 1),
      columns: Int32Array.of(1),
      values: Float32Array.of(1),
    }
    expect([...(await readRanking(rankUnseen(logits(), rows, 2, { allowed }))).items]).toEqual([0, 2, 0, 2])
    expect([...(await readRanking(rankUnseen(logits(), seen, 2))).items]).toEqual([0, 1, 0, 2])
  })

  it('takes truth values for what is allowed', async () => {
    const rows = randomRows({ rowCount: 1, columnCount: 4, density: 0 })
    const rules = { allowed: [true, false, true, true] } as object
    expect([...(await rankUnseen(tensor2d([[1, 4, 3, 2]]), rows, 2, rules).items.data())]).toEqual([2, 3])
  })

  it('leaves two tensors, and refuses more ranks than items', () => {
    const rows = randomRows({ rowCount: 2, columnCount: 4 })
    const logits = tensor2d(random(1).normals(8), [2, 4])
    const before = memory().numTensors
    rankUnseen(logits, rows, 2)
    rankUnseen(logits, rows, 2, { allowed: Uint8Array.of(0, 1, 1, 0), offsets: new Float32Array(4) })
    expect(memory().numTensors).toBe(before + 4)
    expect(() => rankUnseen(logits, rows, 5)).toThrow('rankUnseen: k must be in [1, 4], got 5')
  })
})
