import { type Reading, readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import { clockLine } from './clock-line'

async function said(lines: readonly string[], options: object = { timestamps: true }) {
  let reading: Reading
  await readInteractions(new Blob([`${lines.join('\n')}\n`]), {
    ...options,
    onReading: (how) => {
      reading = how
    },
  })
  return clockLine('f', reading!)
}

it('says that times are days alone, where their clocks stand beside them', async () => {
  const rows = ['u1,2024-01-05,10:33:10,a', 'u2,2024-01-05,09:12:00,b']
  expect(await said(['user_id,date,time,item_id', ...rows])).toBe(
    `f: times are the days of 'date', without the clocks of 'time', so that all rows of a day have one time: write both in one column, as concat_ws(' ', "date", "time") does in a query of DuckDB`,
  )
  const columns = { user: 0, item: 3, timestamp: 1 }
  expect(await said(rows, { columns })).toBe(
    'f: times are the days of column 1, without the clocks of column 2, so that all rows of a day have one time: write both in one column',
  )
})

it('says so beside cells of several lines, the pieces of which have no clocks', async () => {
  const rows = Array.from({ length: 9 }, (_, i) => {
    const message = i === 2 ? '"leave it\nat the gate"' : ''
    return `u${i % 3},2024-01-0${1 + (i % 5)},10:3${i}:10,${message},246,a,i${i},b`
  })
  const header = 'user_id,Order Date,Order Time,message,postcode,town,item_id,x'
  for (const columns of [undefined, { timestamp: 'Order Date' }]) {
    expect(await said([header, ...rows], { timestamps: true, ...(columns && { columns }) })).toMatch(
      /^f: times are the days of 'Order Date', without the clocks of 'Order Time'/,
    )
  }
})

it('says nothing where times have clocks of their own, or are not read', async () => {
  const header = 'user_id,created_at,shift,item_id'
  expect(await said([header, 'u1,2024-01-05 10:33,10:00,a'])).toBeUndefined()
  expect(await said([header, 'u1,1704450790,10:00,a'])).toBeUndefined()
  expect(await said([header, 'u1,2024-01-05,10:00,a'], {})).toBeUndefined()
})
