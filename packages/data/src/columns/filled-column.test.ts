import { expect, it } from 'vitest'
import { filledColumn } from './filled-column'

it('takes the first of several columns that has a value in the first row with any', () => {
  const order = filledColumn([2, 0, 1])
  const textIn = (...cells: unknown[]) => order.textIn((column) => cells[column])
  expect(textIn('', null, 'NULL')).toBe('')
  expect(order.columns).toEqual([2, 0, 1])
  expect(textIn('7', 'x', '')).toBe('7')
  expect(order.columns).toEqual([0])
  expect(textIn('', 'x', 'y')).toBe('')
  expect(textIn(new Date(5), 'x', 'y')).toBe('5')
})

it('finds nothing among none', () => {
  expect(filledColumn([]).textIn(() => 'x')).toBe('')
})
