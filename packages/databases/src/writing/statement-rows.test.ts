import { expect, it } from 'vitest'
import { statementRows } from './statement-rows'

const lengths = (rows: Parameters<typeof statementRows>[0]) =>
  Array.from(statementRows(rows), (some) => some.length)

it('gives short rows at once, as text', () => {
  expect([...statementRows([['tea', 1, null, Float32Array.of(0.5, 2)]])]).toEqual([
    [['tea', '1', null, '[0.5,2]']],
  ])
  expect(lengths(Array(1000).fill(['tea', 1]))).toEqual([1000])
  expect(lengths([])).toEqual([])
})

it('divides long rows by their bytes, and gives one alone that is too long', () => {
  expect(lengths(Array(10).fill(['x'.repeat(1e6)]))).toEqual([3, 3, 3, 1])
  expect(lengths(Array(5).fill(['é'.repeat(1e6)]))).toEqual([1, 1, 1, 1, 1])
  expect(lengths([['tea'], ['x'.repeat(5e6)], ['rum'], ['gin']])).toEqual([1, 1, 2])
})
