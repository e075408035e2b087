import { expect, it } from 'vitest'
import { readInteractions } from '../index'
import { mayBeginWithYear, shownOrder } from './date-order'

const YEAR = 2027 // no date is later

/** Days of each month of some years, written with the year first. */
function yearFirst(mark: string, ...days: readonly string[]): string[] {
  const months = Array.from({ length: 48 }, (_, i) => [21 + Math.floor(i / 12), 1 + (i % 12)])
  return months.flatMap(([year, month]) =>
    days.map((day) => [year, String(month).padStart(2, '0'), day].join(mark)),
  )
}

it.each([
  ['the first day of months', yearFirst('/', '01')],
  ['the first day of months, with points', yearFirst('.', '01')],
  ['the first and the fifteenth', yearFirst('/', '01', '15')],
  ['the first and the fifteenth, with points', yearFirst('.', '01', '15')],
  ['the last day of months, with points', yearFirst('.', '28')],
  ['one day each year', ['21/04/05', '22/04/05', '23/04/05']],
  ['a week', ['13/01/24', '14/01/24', '20/01/24']],
])('no order is shown by dates that may begin with the year: %s', (_, dates) => {
  expect(shownOrder(dates, YEAR)).toBeUndefined()
})

it.each([
  ['a first number is no year yet', ['13/01/24', '28/01/24']],
  ['a last number is no day', ['13/01/98', '14/01/98']],
  ['a year has four digits', ['13/01/24', '14/01/2024']],
  ['a day has one digit', ['3/01/24', '13/01/24']],
  ['days with points differ more than years', ['13.01.24', '14.01.24', '20.01.24']],
  ['days with points differ more than years of another month', ['13.01.24', '14.12.23', '20.12.23']],
])('days stand first where %s', (_, dates) => {
  expect(shownOrder(dates, YEAR)).toBe('dmy')
})

it('months stand first where a day stands behind them, whatever the years', () => {
  expect(shownOrder(['01/13/24', '02/01/24'], YEAR)).toBe('mdy')
})

it.each([
  ['21/01/24', true],
  ['27.01.24', true],
  ['98/12/31', true],
  ['28/01/24', false],
  ['1/1/24', false],
  ['21/01/32', false],
  ['21/01/2024', false],
  ['2021-01-24', false],
])('a year may stand first in %s: %s', (text, may) => {
  expect(mayBeginWithYear(text, YEAR)).toBe(may)
})

it('dates that may begin with the year are asked about, with what to do if they do', async () => {
  const rows = (date: string) => `user,item,date\n1,a,${date}\n2,b,${date}\n`
  const read = (date: string) => readInteractions(new Blob([rows(date)]), { timestamps: true })
  await expect(read('21/01/01')).rejects.toMatchObject({
    message:
      "interactions:2: expected a date whose order of day and month is known, got '21/01/01': choose with dateOrder, or write years in full if they stand first, such as 2021-01-24",
    code: 'HVAMP_UNDECIDED',
    options: ['dateOrder'],
    question: "interactions:2: expected a date whose order of day and month is known, got '21/01/01'",
    otherwise: 'write years in full if they stand first, such as 2021-01-24',
  })
  await expect(read('03/01/2024')).rejects.toThrow(/choose with dateOrder$/)
})
