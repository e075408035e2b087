import { randomRows } from '@hvamp/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compactRows } from './index'

it('keeps the entries of every row, and the columns that have one or are asked for, rising', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.array(fc.nat(29)),
      (rowCount, columnCount, density, more) => {
        const given = randomRows({ rowCount, columnCount, density })
        const also = Int32Array.from(more.filter((column) => column < columnCount))
        const { columns, rows } = compactRows(given, also)
        expect([...columns]).toEqual([...new Set([...given.columns, ...also])].sort((a, b) => a - b))
        expect(rows.columnCount).toBe(columns.length)
        expect(rows.columns.map((column) => columns[column]!)).toEqual(given.columns)
        expect([rows.rowCount, rows.offsets, rows.values]).toEqual([rowCount, given.offsets, given.values])
      },
    ),
  )
})

it('refuses a column out of its range', () => {
  const rows = randomRows({ rowCount: 2, columnCount: 4 })
  expect(() => compactRows(rows, Int32Array.of(4))).toThrow('columns must be in [0, 4), got 4')
})
