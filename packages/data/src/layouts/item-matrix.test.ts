import { expect, it } from 'vitest'
import { readInteractions } from '../index'
import type { ReadingOptions } from '../reading/reading-options'

/** Ratings of many jokes, a line for each user, below the number of those that are rated, as Jester has them. */
const matrix = (mark = ',', { rows = 4, columns = 30, point = '.' } = {}) =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      column === 0 ? 20 + row : (row + column) % 3 ? 99 : `-${column % 9}${point}${10 + row}`,
    ).join(mark),
  ).join('\n')
const read = (text: string, options: ReadingOptions = {}) =>
  readInteractions(new Blob([text]), { name: 'jester-data-1.csv', ...options })
const perRow =
  "and others, of numbers or nothing: if each is an item, write a row for each user and item, as pandas' melt does: choose with columns"

it('asks for a row for each user and item where a line without header has a number for each item', async () => {
  await expect(read(matrix())).rejects.toMatchObject({
    message: `jester-data-1.csv:1: expected a row for each user and item, got 30 columns, '20', '99', '99' ${perRow}`,
    options: ['columns'],
  })
  await expect(read(matrix('\t'))).rejects.toThrow(perRow)
  await expect(read(matrix(';', { point: ',' }))).rejects.toThrow(perRow)
  await expect(read(matrix().replaceAll('99', ''))).rejects.toThrow(perRow)
  await expect(read(matrix().replace(/^/gm, 'u'))).rejects.toThrow(perRow)
})

it('reads columns of such a file that are chosen by number', async () => {
  const found = await read(matrix(), { columns: { user: 0, item: 1 } })
  expect([found.userCount, found.itemIds]).toEqual([4, ['99', '-1.12']])
})

it('asks for columns where lines are short, or have texts or times', async () => {
  const time = Array.from({ length: 4 }, (_, row) => `${1_500_000_000 + row}`)
  const timed = matrix()
    .split('\n')
    .map((line, row) => `${line},${time[row]}`)
    .join('\n')
  for (const text of [matrix(',', { columns: 12 }), matrix().replace(/$/gm, ',a'), timed]) {
    await expect(read(text)).rejects.toThrow('expected a header with a user and an item column, or fields')
  }
})
