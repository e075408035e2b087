import { expect, it } from 'vitest'
import { readInteractions } from '../index'
import { otherOrder, ownerOfThird, ownsSecond } from './column-order'

const users = Array.from({ length: 30 }, (_, user) => user + 1)
/** Rows of each user and eight of twenty items. */
const rows = (row: (user: number, item: number, rating: number) => readonly number[]) =>
  users.flatMap((user) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
      const item = 1 + ((user * 7 + i * 3) % 20)
      return row(user, item, 1 + ((user * item + i) % 5)).map(String)
    }),
  )
const read = (of: readonly (readonly string[])[], options = {}) =>
  readInteractions(new Blob([of.map((row) => `${row.join(',')}\n`).join('')]), options)

it.each([
  ['user, rating, item', (u: number, i: number, r: number) => [u, r, i], { user: 0, item: 2, rating: 1 }],
  ['rating, user, item', (u: number, i: number, r: number) => [r, u, i], { user: 1, item: 2, rating: 0 }],
  [
    'user, rating, item and a time',
    (u: number, i: number, r: number) => [u, r, i, 1_500_000_000 + u],
    { user: 0, item: 2, rating: 1 },
  ],
])('refuses %s, and names the columns, with which it is read', async (_, row, columns) => {
  const table = rows(row)
  const place = columns.rating === 0 ? 'first' : 'second'
  await expect(read(table)).rejects.toThrow(
    `interactions:1: expected user, item and rating in a table without header, got few small numbers as ${place} field, as ratings are, and many as third: choose with columns.user (${columns.user}) with columns.item (2) with columns.rating (${columns.rating})`,
  )
  await expect(read(table, { header: false })).rejects.toThrow('few small numbers')
  const { userCount, itemCount } = await read(table, { columns })
  expect({ userCount, itemCount }).toEqual({ userCount: 30, itemCount: 20 })
})

it('refuses the category of an item and the group of a user as ratings, and reads them without', async () => {
  const [ofItem, ofUser] = [rows((u, i) => [u, i, 1 + (i % 3)]), rows((u, i) => [u, i, 1 + (u % 4)])]
  await expect(read(ofItem)).rejects.toThrow(
    'got a third field that is the same in all rows of an item, as a category or a price is: choose with columns.user (0) with columns.item (1)',
  )
  await expect(read(ofUser)).rejects.toThrow('all rows of a user, as a group or an age is')
  expect((await read(ofItem, { columns: { user: 0, item: 1 } })).values).toBeUndefined()
})

it('refuses what nearly each user or item has of its own: means, prices, ages', async () => {
  await expect(read(rows((u, i) => [u, i, 1 + i / 4]))).rejects.toThrow(
    'all rows of an item, as a category or a price is',
  )
  await expect(read(rows((u, i) => [u, i, 1 + u / 10]))).rejects.toThrow('all rows of a user')
  await expect(read(rows((u, i) => [u, 15 + ((u * 17) % 59), i]))).rejects.toThrow(
    'got a second field that is the same in all rows of a user, as an age is: choose with columns',
  )
})

it.each([
  ['ratings', (u: number, i: number, r: number) => [u, i, r]],
  ['counts, sorted by users', (u: number, i: number, r: number) => [u, i, 7 * r + (i % 7)]],
  ['one like in each row', (u: number, i: number) => [u, i, 1]],
])('takes user, item and %s as they stand', (_, row) => {
  expect(otherOrder(rows(row))).toBeUndefined()
  expect(ownerOfThird(rows(row))).toBeUndefined()
  expect(ownsSecond(rows(row))).toBe(false)
})

it('takes few users, sorted, for users, and few values of single rows for nobody', () => {
  const sorted = Array.from({ length: 400 }, (_, row) => [
    `${1 + Math.floor(row / 100)}`,
    `${row % 100}`,
    `${row % 37}`,
  ])
  expect(otherOrder(sorted)).toBeUndefined()
  const single = Array.from({ length: 60 }, (_, row) => [`${row}`, `${row % 7}`, `${1 + ((row * row) % 5)}`])
  expect(ownerOfThird(single)).toBeUndefined()
})
