import fc from 'fast-check'
import { expect, it } from 'vitest'
import { entriesOf, interactionsFrom, shortestDecimal, statistics } from '../index'

it('gives a rating as it was written', () => {
  for (const rating of [4.1, 3.7, 0.1, -9.281, 2.5, 7, 1e-7, 1006.63556, 352698, 16777216]) {
    expect(shortestDecimal(Math.fround(rating))).toBe(rating)
  }
})

it('gives a number that rounds to the same 32 bits, for every value', () => {
  fc.assert(
    fc.property(fc.float({ noNaN: true }), (value) => {
      expect(Math.fround(shortestDecimal(value))).toBe(value)
    }),
  )
})

it('is what statistics and entries show', () => {
  const ratings = interactionsFrom([{ user: 1, item: 'a', value: 4.1 }])
  expect(statistics(ratings).values).toEqual([{ value: 4.1, count: 1 }])
  expect([...entriesOf(ratings)]).toEqual([{ user: '1', item: 'a', value: 4.1 }])
})
