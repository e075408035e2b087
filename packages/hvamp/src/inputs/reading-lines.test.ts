import { type Reading, readInteractions } from '@hvamp/data'
import { expect, it } from 'vitest'
import {
  cancelledLine,
  eventsLine,
  itemsOnceLine,
  ofItemsLine,
  quantityLines,
  readingLine,
  returnsLine,
} from './reading-lines'

it.each([
  [
    'user,item\n7,a,\n7,b,\n',
    "a table with ',', ',' at the end of each row and a header; user = user, item = item",
  ],
  [
    'user\titem\n7\ta\t\n7\tb\t\n',
    'a table with tabs, a tab at the end of each row and a header; user = user, item = item',
  ],
  [
    '# user item\n7 a\n7 b\n8 a\n',
    'a table with spaces and a header in a comment; user = user, item = item; 1 row of comments skipped, the first at line 1',
  ],
])('says how the table is written: %j', async (text, said) => {
  let reading: Reading
  await readInteractions(new Blob([text]), {
    onReading: (how) => {
      reading = how
    },
  })
  expect(readingLine('f', reading!)).toBe(`f: ${said}`)
})

it('says that no item recurs, as where a column numbers the rows, and nothing of few rows', async () => {
  const said = async (item: (row: number) => number, rows: number) => {
    let reading: Reading
    const lines = Array.from({ length: rows }, (_, row) => `u${row % 7},${item(row)}\n`)
    await readInteractions(new Blob(['customer_id,item_id\n', ...lines]), {
      onReading: (how) => {
        reading = how
      },
    })
    return itemsOnceLine('f', reading!)
  }
  expect(await said((row) => 900_000 + row, 120)).toBe(
    "f: each item of 'item_id' has one user alone, so nothing can be learned of any: if these number the rows, name the column of products with --item-column",
  )
  expect(await said((row) => row % 119, 120)).toContain('has one user alone') // an event that was sent twice
  expect(await said((row) => row % 118, 120)).toBeUndefined()
  expect(await said((row) => row, 20)).toBeUndefined()
})

it('says that a rating is the same in all rows of each item, where many rows repeat one', async () => {
  const said = async (rating: (user: number, item: number) => number, users = 12) => {
    let reading: Reading
    const lines = Array.from({ length: users * 10 }, (_, i) => {
      const [user, item] = [Math.floor(i / 10), i % 10]
      return `u${user},i${item},${rating(user, item)}\n`
    })
    await readInteractions(new Blob(['customer_id,item_id,rating\n', ...lines]), {
      onReading: (how) => {
        reading = how
      },
    })
    return ofItemsLine('f', reading!)
  }
  expect(await said((_, item) => 3 + item / 10)).toBe(
    "f: each item has one 'rating' in all its rows, so it tells items apart and not what users like: if it is the item's own, choose with --implicit, which counts each row",
  )
  expect(await said((_, item) => 3 + item / 10, 10)).toBeUndefined() // 90 rows repeat an item
  expect(await said(() => 5)).toBeUndefined()
  expect(await said((user, item) => (user === 11 && item === 9 ? 1 : 3 + item / 10))).toBeUndefined()
})

it('quotes the name of a column of quantities for the shell', async () => {
  const text = 'customer_id,sku,Line: Quantity\n7,a,2\n7,b,-1\n8,a,1\n'
  let reading: Reading
  await readInteractions(new Blob([text]), {
    onReading: (how) => {
      reading = how
    },
  })
  expect(quantityLines('f.csv', reading!).join()).toContain(
    "--rating-column 'Line: Quantity' --at-least 1 leaves out",
  )
})

it('says that a row below zero may take back one further down, where no times are read', async () => {
  const said = async (text: string, columns: object = {}, command?: { readsTimes: boolean }) => {
    let reading: Reading
    await readInteractions(new Blob([text]), {
      columns: { rating: 'quantity', ...columns },
      timestamps: 'timestamp' in columns,
      onReading: (how) => {
        reading = how
      },
    })
    return returnsLine('f', reading!, command)
  }
  const header = 'customer_id,sku,quantity,ordered\n'
  const newestFirst = `${header}7,a,-1,2026-05-03\n7,a,1,2026-05-01\n8,a,1,2026-05-02\n`
  expect(await said(newestFirst)).toBe(
    'f: quantity has numbers below zero, and of each user and item the last row in the file counts: if they are returns, and the newest rows do not stand last, name the times with --time-column, or order the rows by time',
  )
  expect(await said(newestFirst, { timestamp: 'ordered' })).toBeUndefined()
  expect(await said(newestFirst, {}, { readsTimes: false })).toBe(
    'f: quantity has numbers below zero, and of each user and item the last row in the file counts: if they are returns, and the newest rows do not stand last, order the rows by time',
  )
  expect(await said(newestFirst.replace('-1', '1'))).toBeUndefined()
  expect(await said(`${header}7,a,-1,2026-05-03\n8,a,1,2026-05-02\n`)).toBeUndefined()
})

it('names all values of a status that came to nothing, and the first of many texts', () => {
  const said = (values: string[]) =>
    cancelledLine('f', {
      format: 'table',
      cancelled: [{ column: 'status', values, rows: 80, first: 3 }],
    } as unknown as Reading)
  const words = Array.from({ length: 15 }, (_, i) => `Returned ${i}`)
  expect(said(words)).toContain(`80 rows have ${words.join(', ')} as status, the first at line 3`)
  expect(said([...words, 'Refunded'])).toContain(
    `80 rows have ${words.slice(0, 5).join(', ')}, others as status`,
  )
  expect(said(['15', '59.99', '24.99', '34.5', '9', '8'])).toContain(
    '80 rows have 15, 59.99, 24.99, 34.5, 9, others as',
  )
})

it('says how many rows of each kind of event count alike', () => {
  const events = {
    column: 'event',
    kinds: [
      { kind: 'view', rows: 7146 },
      { kind: 'addtocart', rows: 12 },
    ],
  }
  const reading = { format: 'table', events } as unknown as Reading
  expect(eventsLine('f', reading)).toBe(
    'f: rows of several kinds by event count alike, 7,146 view, 12 addtocart: if some of these kinds are no sign of liking, leave these rows out before',
  )
  const codes = {
    column: 'vote_type',
    kinds: [
      { kind: '1', rows: 31 },
      { kind: '-1', rows: 21 },
    ],
  }
  expect(eventsLine('f', { ...reading, events: codes })).toContain(
    'by vote_type count alike, 31 of 1, 21 of -1:',
  )
  expect(eventsLine('f', { ...reading, format: 'rows' })).toContain('a --query with WHERE leaves them out')
  expect(eventsLine('f', { ...reading, columns: { rating: 'plays' } })).toBeUndefined()
  expect(eventsLine('f', { format: 'table' } as Reading)).toBeUndefined()
})
