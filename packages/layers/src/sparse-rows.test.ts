import { useBackend } from '@hvamp/backends'
import { expectClose, randomRows } from '@hvamp/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { l2Normalize, type SparseRows, toDense } from './index'
import { requireRows } from './sparse-rows'

beforeAll(() => useBackend('cpu'))

const rows: SparseRows = {
  rowCount: 3,
  columnCount: 4,
  offsets: Int32Array.of(0, 2, 2, 3),
  columns: Int32Array.of(3, 1, 0),
  values: Float32Array.of(3, -4, 0.5),
}

describe('sparse rows', () => {
  it('as a dense tensor have zeros where nothing is stored', async () => {
    const dense = toDense(rows)
    expect(dense.shape).toEqual([3, 4])
    expect([...(await dense.data())]).toEqual([0, -4, 0, 3, 0, 0, 0, 0, 0.5, 0, 0, 0])
  })

  it('divided by their norms have length 1, empty ones stay empty', () => {
    const { values, columns } = l2Normalize(rows)
    expectClose(values, [0.6, -0.8, 1])
    expect(columns).toBe(rows.columns)
    expect([...rows.values]).toEqual([3, -4, 0.5])
    expect(l2Normalize({ ...rows, values: new Float32Array(3) }).values).toEqual(new Float32Array(3))
  })

  it('are refused where their parts do not fit together', () => {
    const cases: [Partial<SparseRows>, string][] = [
      [{ offsets: Int32Array.of(0, 3) }, 'offsets must go from 0 to 3 in 3 steps, got [0 … 3] in 1'],
      [{ offsets: Int32Array.of(0, 2, 2, 4) }, 'offsets must go from 0 to 3 in 3 steps, got [0 … 4] in 3'],
      [{ offsets: Int32Array.of(0, 3, 2, 3) }, 'offsets must not fall, got 3, then 2'],
      [{ values: new Float32Array(2) }, 'rows must have a value for each of 3 columns, got 2'],
      [{ columns: Int32Array.of(4, 1, 0) }, 'columns must be in [0, 4), got 4'],
      [{ columns: Int32Array.of(3, -1, 0) }, 'columns must be in [0, 4), got -1'],
    ]
    for (const [change, message] of cases) {
      expect(() => requireRows('here', { ...rows, ...change })).toThrow(`here: ${message}`)
    }
    expect(() => requireRows('here', randomRows({ rowCount: 7, columnCount: 9 }))).not.toThrow()
  })
  it('are refused where an array is of another type, such as a list out of JSON', () => {
    const cases: [object, string][] = [
      [{ offsets: [0, 2, 2, 3] }, 'offsets must be of the type Int32Array, got a list'],
      [
        { columns: Uint32Array.of(3, 1, 0) },
        'columns must be of the type Int32Array, got one of Uint32Array',
      ],
      [{ values: [3, -4, 0.5] }, 'values must be of the type Float32Array, got a list'],
      [
        { values: Float64Array.of(3, -4, 0.5) },
        'values must be of the type Float32Array, got one of Float64Array',
      ],
      [{ values: undefined }, 'values must be of the type Float32Array, got undefined'],
    ]
    for (const [change, message] of cases) {
      const given = { ...rows, ...change } as SparseRows
      expect(() => requireRows('here', given)).toThrow(`here: ${message}`)
    }
  })
})
