import { expect, it } from 'vitest'
import { type LayoutOptions, type Reading, readInteractions, unreadRating } from '../index'

const users = [1, 2, 3, 4, 5, 6]
/** A line for each user and three items each, of which most have several users. */
const lines = (row: (user: number, item: number) => readonly (string | number)[], mark = '\t') =>
  users.flatMap((user) => [0, 1, 2].map((i) => `${row(user, 10 + ((user + i) % 4)).join(mark)}\n`)).join('')
const rated = (user: number, item: number) => 1 + ((user * item) % 5)

async function likely(text: string, options: LayoutOptions = { columns: { user: 0, item: 1 } }) {
  let reading: Reading | undefined
  await readInteractions(new Blob([text]), {
    ...options,
    onReading: (found) => {
      reading = found
    },
  })
  return unreadRating(reading!)
}

it.each([
  ['ratings before times', (u: number, i: number) => [u, i, rated(u, i), 1_504_037_655 + u], 2],
  ['numbers with decimals', (u: number, i: number) => [u, i, '', (5.117 * rated(u, i)).toFixed(3)], 3],
  ['decimal commas', (u: number, i: number) => [u, i, `${rated(u, i)},5`], 2],
  [
    'percentages, of which one is missing',
    (u: number, i: number) => [u, i, rated(u, i) === 1 ? 'NA' : 20 * rated(u, i)],
    2,
  ],
  ['counts after a name', (u: number, i: number) => [u, i, `Artist ${i}`, 36 + rated(u, i) ** 7], 3],
  ['hours after a word', (u: number, i: number) => [u, i, 'play', 0.1 * rated(u, i) ** 5, 0], 3],
])('finds %s that are not read', async (_, row, column) => {
  expect(await likely(lines(row))).toBe(column)
})

it.each([
  ['an age', (u: number, i: number) => [u, i, 20 + u]],
  ['a price', (u: number, i: number) => [u, i, i / 2]],
  ['a latitude', (u: number, i: number) => [u, i, 40.71 - i]],
  ['a large id', (u: number, i: number) => [u, i, 4_000_000 + rated(u, i)]],
  ['a time', (u: number, i: number) => [u, i, 1_504_037_655 + rated(u, i)]],
  ['a day', (u: number, i: number) => [u, i, 20_261_200 + rated(u, i)]],
  ['one number throughout', (u: number, i: number) => [u, i, 1, '']],
  ['a word', (u: number, i: number) => [u, i, ['pv', 'cart', 'buy'][rated(u, i) % 3]!]],
])('takes %s for no rating', async (_, row) => {
  expect(await likely(lines(row))).toBeUndefined()
})

it.each([
  ['V1', 'V2', 'V3', 'V4'],
  ['_c0', '_c1', '_c2', '_c3'],
  ['column1', 'column2', 'column3', 'column4'],
  ['0', '1', '2', '3'],
])('finds ratings below names that are numbered alone: %s, %s', async (user, item, rating, time) => {
  const text = lines((u, i) => [u, i, rated(u, i), 1_504_037_655 + u], ',')
  const header = `${[user, item, rating, time].join(',')}\n`
  expect(await likely(header + text, { columns: { user, item } })).toBe(rating)
  expect(
    await likely(`${[user, item, 'year', time].join(',')}\n${text}`, { columns: { user, item } }),
  ).toBeUndefined()
})

it('takes numbers of rows for no ratings', async () => {
  expect(await likely('7\t8\t1\n7\t9\t2\n6\t8\t3\n')).toBeUndefined()
})

it('asks nothing where ratings are read', async () => {
  const text = lines((user, item) => [user, item, rated(user, item), rated(item, user)])
  expect(await likely(text, { columns: { user: 0, item: 1, rating: 3 } })).toBeUndefined()
})
