import { expect, it } from 'vitest'
import { firstDifference } from './first-difference'

it.each([
  [['a', 'b'], ['a', 'b'], -1],
  [['a', 'b'], ['b', 'a'], 0],
  [['a', 'b'], ['a', 'c'], 1],
  [['a'], ['a', 'b'], 1],
  [['a', 'b'], ['a'], 1],
  [[], [], -1],
])('%j and %j differ first at %i', (one, other, at) => {
  expect(firstDifference(one, other)).toBe(at)
})
