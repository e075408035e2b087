import { expect, it } from 'vitest'
import { secondsOfDay } from './calendar'

it.each([
  [1970, 1, 1, 0],
  [2024, 2, 29, 1_709_164_800],
  [2023, 2, 29, Number.NaN],
  [2024, 13, 1, Number.NaN],
  [2024, 0, 10, Number.NaN],
  [2024, 4, 31, Number.NaN],
  [50, 1, 1, -60_589_296_000], // of the first century, not of the last
])('gives the seconds of a day, if there is one: %i-%i-%i', (year, month, day, seconds) => {
  expect(secondsOfDay(year, month, day)).toBe(seconds)
})
