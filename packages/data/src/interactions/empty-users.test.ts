import { expect, it } from 'vitest'
import { emptyUserCount } from './empty-users'

it.each([
  [[0], 0],
  [[0, 0], 1],
  [[0, 2, 2, 3, 3, 3], 3],
])('of offsets %j, %i users have nothing', (offsets, count) => {
  expect(emptyUserCount({ offsets: Int32Array.from(offsets) })).toBe(count)
})
