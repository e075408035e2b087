import { expect, it } from 'vitest'
import { type Reading, type ReadingOptions, readInteractions } from '../index'
import { unreadRating } from '../reading/unread-rating'
import { likelyOrder } from './likely-order'

const COUNT = 60
const name = (row: number) => 1 + ((row * 47) % 61)
const user = (row: number) => 1 + ((row * 7) % 13)
const item = (row: number) => 1 + ((row * 11) % 23)
const rating = (row: number) => 1 + ((row * 3 + (row % 7)) % 5)
const time = (row: number) => 875_000_000 + ((row * 7919) % 5003)
const date = (row: number) => `2017-11-${10 + (row % 20)} 16:38:18`

type Cell = (row: number) => number | string
const rows = (cells: readonly Cell[]) =>
  Array.from({ length: COUNT }, (_, row) => cells.map((cell) => String(cell(row))))
const text = (cells: readonly Cell[], header = '') =>
  new Blob([header, ...rows(cells).map((row) => `${row.join(',')}\n`)])

const orders: readonly (readonly [string, readonly Cell[], object])[] = [
  [
    'names of rows in any order',
    [name, user, item, rating, time],
    { user: 1, item: 2, rating: 3, timestamp: 4 },
  ],
  ['names of rows before ratings', [name, user, item, rating], { user: 1, item: 2, rating: 3 }],
  ['names of rows before times', [name, user, item, time], { user: 1, item: 2, timestamp: 3 }],
  ['names of rows before ids alone', [name, user, item], { user: 1, item: 2 }],
  ['numbers of rows', [(row) => row, user, item, rating], { user: 1, item: 2, rating: 3 }],
  ['times before ratings', [user, item, time, rating], { user: 0, item: 1, rating: 3, timestamp: 2 }],
  ['times in place of ratings', [user, item, time], { user: 0, item: 1, timestamp: 2 }],
  ['times first', [date, user, item, rating], { user: 1, item: 2, rating: 3, timestamp: 0 }],
  ['times second', [user, date, item], { user: 0, item: 2, timestamp: 1 }],
  [
    'a category of the item last',
    [user, date, item, (row) => item(row) % 9],
    { user: 0, item: 2, timestamp: 1 },
  ],
  [
    'a group of the user last',
    [user, item, time, (row) => user(row) % 3],
    { user: 0, item: 1, timestamp: 2 },
  ],
]

it.each(orders)(
  'of a table without header, columns are advised that read it: %s',
  async (_, cells, order) => {
    expect(likelyOrder(rows(cells))).toEqual(order)
    const error = await readInteractions(text(cells), { name: 'file' }).catch((error) => error)
    const names = Object.keys(order).map((role) => `columns.${role}`)
    expect(error).toMatchObject({ code: 'HVAMP_UNDECIDED', options: names, together: names })
    let reading: Reading | undefined
    const onReading = (found: Reading) => {
      reading = found
    }
    await readInteractions(text(cells), { columns: order, onReading } as ReadingOptions)
    expect(reading).toMatchObject({ header: false, columns: order, rows: COUNT })
  },
)

it('ratings and times may be missing in some rows, which are asked about next', async () => {
  const cells: readonly Cell[] = [
    ...[name, user, item],
    (row) => (row % 3 ? rating(row) : '\\N'),
    (row) => (row % 7 ? time(row) : 'NULL'),
  ]
  const columns = { user: 1, item: 2, rating: 3, timestamp: 4 }
  expect(likelyOrder(rows(cells))).toEqual(columns)
  await expect(readInteractions(text(cells), { columns })).rejects.toMatchObject({ options: ['missing'] })
  const { userCount } = await readInteractions(text(cells), { columns, missing: 'skip' })
  expect(userCount).toBe(13)
})

it('below numbers of columns that are not their places, the advice is to pass over them', async () => {
  const cells = [name, user, item, time, rating]
  const error = await readInteractions(text(cells, ',0,1,2,3\n'), { name: 'file' }).catch((error) => error)
  expect(error.message).toContain(
    'choose with skipLines (1) with header: false with columns.user (1) with columns.item (2) with columns.rating (4) with columns.timestamp (3)',
  )
  const columns = { user: 1, item: 2, rating: 4, timestamp: 3 }
  const read = await readInteractions(text(cells, ',0,1,2,3\n'), { skipLines: 1, header: false, columns })
  expect(read.userCount).toBe(13)
})

it.each([
  ['the usual one', [user, item, rating, time]],
  ['two columns of ratings', [user, item, rating, rating, time]],
  ['more ids than two', [user, item, name, rating]],
  [
    'a scale of users beside ratings, some of them missing',
    [name, (row) => 1 + (row % 11), item, (row) => (row % 3 ? rating(row) : '\\N'), date],
  ],
  ['ids that are missing', [name, user, (row) => (row % 9 ? item(row) : '\\N'), rating, time]],
] as [string, Cell[]][])('no order is advised beside %s', (_, cells) => {
  expect(likelyOrder(rows(cells))).toBeUndefined()
})

it('names of rows are never offered as ratings', async () => {
  const ratedIn = async (cells: readonly Cell[]) => {
    let reading: Reading | undefined
    const onReading = (found: Reading) => {
      reading = found
    }
    await readInteractions(text(cells), { columns: { user: 1, item: 2 }, onReading })
    return unreadRating(reading!)
  }
  expect(await ratedIn([name, user, item, rating, time])).toBe(3)
  expect(await ratedIn([name, user, item, time])).toBeUndefined()
  expect(await ratedIn([(row) => name(row % 50), user, item, rating, time])).toBe(3) // some of them twice
})
