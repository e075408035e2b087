import { interactionsFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { splitDefaults } from '../settings/split'
import type { Ratings } from './load-ratings'
import { makeSplit } from './make-split'
import { timePointsLine } from './time-points-line'

const DAY = 86_400
const FROM = 15_000 * DAY

/** An entry a day, from the first point on. */
function daily(parts: number): Ratings {
  const entries = Array.from({ length: 40 }, (_, day) => ({
    user: `u${day % 10}`,
    item: `i${((day % 10) + Math.floor(day / 10)) % 10}`,
    timestamp: (FROM + day * DAY) * parts,
  }))
  return { kept: interactionsFrom(entries) } as Ratings
}

it.each([
  ['seconds', 1],
  ['milliseconds', 1e3],
  ['microseconds', 1e6],
  ['nanoseconds', 1e9],
])('days divide times in %s', (_, parts) => {
  const sizes = (unit: number) => {
    const [validationFrom, testFrom] = [20, 30].map((day) => (FROM + day * DAY) * unit)
    const settings = { ...splitDefaults, split: 'time', validationFrom, testFrom } as const
    const { train, validation, test } = makeSplit(daily(parts), settings, 'file').split
    return [train.items.length, validation.heldOut.items.length, test.heldOut.items.length]
  }
  expect(sizes(1)).toEqual(sizes(parts))
  expect(sizes(1)).toEqual([20, 10, 10])
})

it('knows at which times it divides, where shares say so', () => {
  const settings = { ...splitDefaults, split: 'time', foldIn: 0.5 } as const
  const { points } = makeSplit(daily(1e3), settings, 'file')
  expect(points).toEqual({ validationFrom: (FROM + 20 * DAY) * 1e3, testFrom: (FROM + 30 * DAY) * 1e3 })
  expect(timePointsLine('plays.csv', points!)).toBe(
    'plays.csv: for validation from 2011-02-15 on, for test from 2011-02-25 on',
  )
})

it.each(['2011-02-25', '2011-03-05'])(
  'validates on as much as --fold-in says right before --test-from %s',
  (day) => {
    const testFrom = Date.parse(day) / 1e3
    const settings = { ...splitDefaults, split: 'time', testFrom } as const
    const { points } = makeSplit(daily(1e3), settings, 'file')
    expect(points).toEqual({ validationFrom: (testFrom - 4 * DAY) * 1e3, testFrom: testFrom * 1e3 })
  },
)
