import { expect, it } from 'vitest'
import { numbersAsTimesLine } from './numbers-as-times'

const line = (...times: number[]) => numbersAsTimesLine('a.csv', { timestamps: Float64Array.from(times) })

it('says that times may be days of a spreadsheet, with the first and the last', () => {
  expect(line(43_000.5, 45_321, 44_100.25)).toBe(
    'a.csv: times from 43000.5 to 45321 are taken for seconds since 1970: if they are days as a spreadsheet counts them, write them as dates, such as 2024-01-31',
  )
})

it.each([
  ['months and days', [127, 1231, 815]],
  ['years', [1998, 2003, 2024]],
  ['days with a short year', [10_124, 11_524, 12_024]],
  ['clocks', [5, 1405, 2359]],
  ['clocks with seconds', [140_533, 235_959, 1]],
])('says that times may be %s', (meaning, times) => {
  expect(line(...times)).toContain(`if they are ${meaning}, write them as dates`)
})

it('says nothing of other times, of one, or of none', () => {
  expect(line(43_000, 1_500_000_000)).toBeUndefined()
  expect(line(1, 43_000)).toBeUndefined()
  expect(line(43_000, 43_000)).toBeUndefined()
  expect(line(101, 102)).toBeUndefined()
  expect(line(1, 2, 3, 75, 99)).toBeUndefined()
  expect(line()).toBeUndefined()
  expect(numbersAsTimesLine('a.csv', {})).toBeUndefined()
})
