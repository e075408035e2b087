import { describe, expect, it } from 'vitest'
import { readInteractions } from '../index'
import { timeIn } from './times-in-text'

const at = (date: string) => Date.parse(`${date}Z`) / 1000

describe('a clock behind a day', () => {
  it.each([
    ['03.01.2024 19:50 Uhr', '2024-01-03T19:50'],
    ['3.1.2024 um 9:05 Uhr', '2024-01-03T09:05'],
    ['03.01.2024, 19:50', '2024-01-03T19:50'],
    ['03.01.2024 - 19:50:07', '2024-01-03T19:50:07'],
    ['May 27, 2014, 06:21 PM', '2014-05-27T18:21'],
    ['May 27, 2014, 06:21\u202fPM', '2014-05-27T18:21'],
    ['27.05.2014\u00a018:21', '2014-05-27T18:21'],
    ['27\u00a0May\u00a02014', '2014-05-27'],
    ['May 27, 2014 at 6:21:07 p.m.', '2014-05-27T18:21:07'],
    ['27 May 2014 18:21', '2014-05-27T18:21'],
    ['27 May 2014, 12:21 am', '2014-05-27T00:21'],
    ['2014-05-27 18:21 PM', '2014-05-27T18:21'],
    ['2014-05-27 06:21 PM', '2014-05-27T18:21'],
    ['2014-05-27 18:21:07,125', '2014-05-27T18:21:07.125'],
    ['2014/05/27 6:21 PM UTC', '2014-05-27T18:21'],
    ['Tuesday, May 27, 2014 6:21 PM', '2014-05-27T18:21'],
    ['Tue May 27 2014 18:21:00 GMT+0200 (CEST)', '2014-05-27T16:21'],
    ['Tue May 27 2014', '2014-05-27'],
    ['27-MAY-14', '2014-05-27'],
    ['2014-05-27 18:21:00 +0000 UTC', '2014-05-27T18:21'],
    ['2014-05-27 18:21:07.125 +02:00 CEST', '2014-05-27T16:21:07.125'],
    ['May-27-14 18:21:07', '2014-05-27T18:21:07'],
  ])('is read of %s', (text, date) => {
    expect(timeIn(text)).toBe(at(date.length > 10 ? date : `${date}T00:00`))
  })

  it.each([
    '2014-05-27 18:21 AM',
    '2014-05-27 00:21 PM',
    '2014-05-27 24:21',
    '27/05/2014 18:21 AM',
    '2014-05-27 18:21 PDT',
    'Monday, May 27, 2014',
    '20140527 18:21',
    '7 18:21',
    '18:21',
  ])('is none of %s', (text) => {
    expect(timeIn(text, 'dmy')).toBeNaN()
  })

  it.each([
    ['2014-05-27 18:21 AM', "got '2014-05-27 18:21 AM': 18:21 AM is no time of day"],
    ['2014-05-27 18:21\u202fAM', ': 18:21 AM is no time of day'],
    ['2:21\u202fPM', 'a clock without its day'],
    ['2014-05-27 18:21 PDT', 'the zone PDT is not known by its name: write it as +02:00 or the like'],
    ['18:21', "got '18:21', a clock without its day: name a column of days: choose with columns.timestamp"],
  ])('is refused of %s with what is wrong', async (time, message) => {
    const text = new Blob([`user;item;date\n1;2;${time}\n`])
    await expect(readInteractions(text, { timestamps: true })).rejects.toThrow(message)
  })

  it.each([
    '2014-02-30 18:21:00 UTC',
    '31 Apr 2014 18:21:00 GMT',
    'Fri, 27 May 2014 18:21:00 GMT',
    '27/05/2014 18:21 +0200 CEST',
  ])('is refused of %s without a word on its zone, which is known', async (time) => {
    const text = new Blob([`user;item;date\n1;2;${time}\n`])
    const refusal = readInteractions(text, { timestamps: true })
    await expect(refusal).rejects.toThrow(`got '${time}'`)
    await expect(refusal).rejects.not.toThrow('the zone')
  })
})

it('the order of day and month is shown by dates with any kind of space', async () => {
  const text = new Blob(['user;item;date\n1;2;27/05/2014\u00a06:21\u202fPM\n'])
  const { timestamps } = await readInteractions(text, { timestamps: true })
  expect([...timestamps!]).toEqual([at('2014-05-27T18:21')])
})

it.each([
  ['Order Date,Order Time', '2024-01-03,14:05', 'Order Date'],
  ['time,date', '2:05 PM,03.01.2024', 'date'],
  ['Created Time,Created Date', '14:05,2024-01-03', 'Created Date'],
])('of the columns %s, the one with days has the times', async (names, cells, column) => {
  let timestamp: unknown
  const text = new Blob([`user,item,${names}\n1,2,${cells}\n1,3,${cells}\n`])
  const { timestamps } = await readInteractions(text, {
    timestamps: true,
    onReading: ({ columns }) => {
      timestamp = columns?.timestamp
    },
  })
  expect([...timestamps!]).toEqual([at('2024-01-03T00:00'), at('2024-01-03T00:00')])
  expect(timestamp).toBe(column)
})
