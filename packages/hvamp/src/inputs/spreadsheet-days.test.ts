import { expect, it } from 'vitest'
import { spreadsheetDaysLine } from './spreadsheet-days'

const line = (...times: number[]) => spreadsheetDaysLine('a.csv', { timestamps: Float64Array.from(times) })

it('says that times may be days of a spreadsheet, with the first and the last', () => {
  expect(line(43_000.5, 45_321, 44_100.25)).toBe(
    'a.csv: times from 43000.5 to 45321 are taken for seconds since 1970: if they are days as a spreadsheet counts them, write them as dates, such as 2024-01-31',
  )
})

it('says nothing of other times, of one, or of none', () => {
  expect(line(43_000, 1_500_000_000)).toBeUndefined()
  expect(line(1, 43_000)).toBeUndefined()
  expect(line(43_000, 43_000)).toBeUndefined()
  expect(line()).toBeUndefined()
  expect(spreadsheetDaysLine('a.csv', {})).toBeUndefined()
})
