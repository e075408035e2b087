import { expect, it } from 'vitest'
import { partsOfSecond } from './parts-of-second'

it.each([
  [0, 1],
  [1_700_000_000, 1],
  [99_999_999_999, 1],
  [1_700_000_000_000, 1e3],
  [1.7e15, 1e6],
  [1.7e18, 1e9],
  [1.7e21, 1e9],
])('%d is in parts of a second: %d', (time, parts) => {
  expect(partsOfSecond(time)).toBe(parts)
})
