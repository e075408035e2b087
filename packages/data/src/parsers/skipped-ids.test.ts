import { expect, it } from 'vitest'
import { type Interactions, type Reading, type ReadingOptions, readInteractions, readRows } from '../index'

/** Rows of which the second, third and fourth lack a rating, an item and a user; the fifth comes back to what they began. */
const rows = [
  ['1', '11', '5'],
  ['2', '12', ''],
  ['3', '', '4'],
  ['', '13', '4'],
  ['4', 'x', ''],
  ['5', '12', '3'],
  ['4', '11', '2'],
]

function expectOnlyEntries({ userIds, itemIds, userCount, itemCount, items }: Interactions): void {
  expect([...userIds]).toEqual(['1', '4', '5'])
  expect([...itemIds]).toEqual(['11', '12'])
  expect([userCount, itemCount, items.length]).toEqual([3, 2, 3])
}

it.each([
  ['plain', rows.map((row) => `${row.join(',')}\n`)],
  ['quoted', rows.map((row) => `${row.map((cell) => `"${cell}"`).join(',')}\n`)],
])('leaves no id of a row that is skipped: %s tables', async (_, lines) => {
  const reading: Reading[] = []
  const options: ReadingOptions = { missing: 'skip', onReading: (how) => reading.push(how) }
  expectOnlyEntries(await readInteractions(new Blob(['user,item,rating\n', ...lines]), options))
  expect(reading[0]!.skipped).toEqual([
    { reason: 'no rating', rows: 2, first: 3 },
    { reason: 'no item', rows: 1, first: 4 },
    { reason: 'no user', rows: 1, first: 5 },
  ])
})

it('leaves none of JSON', async () => {
  const lines = rows.map(([user, item, rating]) => `${JSON.stringify({ user, item, rating })}\n`)
  expectOnlyEntries(await readInteractions(new Blob(lines), { missing: 'skip' }))
})

it('leaves none of rows with types, whose user may come again below', async () => {
  const again = [['9', '14', ''], ['9', '', '1'], ...rows]
  const source = {
    columns: ['user', 'item', 'rating'],
    async *batches() {
      yield again.map((row) => row.map((cell) => (cell === '' ? null : cell)))
    },
  }
  expectOnlyEntries(await readRows(source, { missing: 'skip' }))
})

it('leaves no item of a list without a user', async () => {
  const lines = new Blob(['1 11 12\n', 'NULL 13 11\n', '2 12\n'])
  const read = await readInteractions(lines, { missing: 'skip', format: 'adjacency' })
  expect([[...read.userIds], [...read.itemIds]]).toEqual([
    ['1', '2'],
    ['11', '12'],
  ])
})
