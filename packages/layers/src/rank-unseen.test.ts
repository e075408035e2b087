import { useBackend } from '@hvamp/backends'
import { random } from '@hvamp/random'
import { availableBackends, randomRows } from '@hvamp/testing'
import { memory, tensor2d } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { rankUnseen } from './rank-unseen'
import type { SparseRows } from './sparse-rows'

/** Every item by falling score, of equal ones the first; without what was seen. */
function expected(logits: Float32Array, { rowCount, columnCount, offsets, columns }: SparseRows, k: number) {
  return Array.from({ length: rowCount }, (_, row) => {
    const seen = new Set(columns.subarray(offsets[row], offsets[row + 1]))
    const items = Array.from({ length: columnCount }, (_, item) => item).filter((item) => !seen.has(item))
    const score = (item: number) => logits[row * columnCount + item]!
    items.sort((a, b) => score(b) - score(a) || a - b)
    return Array.from({ length: k }, (_, rank) => items[rank] ?? -1)
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

  it('leaves two tensors, and refuses more ranks than items', () => {
    const rows = randomRows({ rowCount: 2, columnCount: 4 })
    const logits = tensor2d(random(1).normals(8), [2, 4])
    const before = memory().numTensors
    rankUnseen(logits, rows, 2)
    expect(memory().numTensors).toBe(before + 2)
    expect(() => rankUnseen(logits, rows, 5)).toThrow('rankUnseen: k must be in [1, 4], got 5')
  })
})
