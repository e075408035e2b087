import { expect, it } from 'vitest'
import { entriesOf, type Reading, readInteractions, readTable } from '../index'

let reading: Reading
const onReading = (how: Reading) => {
  reading = how
}
async function entries(text: string, options = {}) {
  const read = await readInteractions(new Blob([text]), { name: 'file', onReading, ...options })
  return Array.from(entriesOf(read), ({ user, item, value }) => [user, item, value].join(' '))
}
const rows = ['7,a,3,', '7,b,4,', '8,a,5,']
const text = (more: readonly string[], header = 'user,item,rating') => [header, ...more, ''].join('\n')
const expected = ['7 a 3', '7 b 4', '8 a 5']

it.each([
  ['plain rows', rows],
  ['rows in quotes', ['"7","a",3,', '"7","b",4,""', '8,a,5,']],
  ['line ends of DOS, and blanks', ['7,a,3,\r', '7,b,4, \r', '8,a,5,\r']],
])('reads a table whose rows, but not the header, end with a mark, and says so: %s', async (_, lines) => {
  expect(await entries(text(lines))).toEqual(expected)
  expect(reading).toMatchObject({ openEnds: true, unread: [], columns: { rating: 'rating' } })
  expect(await entries(text(lines), reading.options)).toEqual(expected)
})

it('reads one with tabs, and one whose header ends with a mark, too', async () => {
  expect(await entries(text(rows).replaceAll(',', '\t').replace('rating\t', 'rating'))).toEqual(expected)
  expect(reading.openEnds).toBe(true)
  expect(await entries(text(rows, 'user,item,rating,'))).toEqual(expected)
  expect(reading.openEnds).toBeUndefined()
})

const far = Array.from({ length: 1200 }, (_, row) => `${row % 90},i${row},3,`)
it.each([
  [
    'text there further down',
    [...far, '7,z,4,x'],
    "file:1202: expected 4 fields, the last of them empty, as in the rows above, got '7,z,4,x'",
  ],
  [
    'no mark further down',
    [...far, '7,z,4'],
    'file:1202: expected 4 fields, the last of them empty, as in the rows above, got 3',
  ],
  [
    'text there in the first rows',
    [...rows, '7,z,4,x'],
    'file:2: expected 3 fields, as the header has, got 4, the last of them empty',
  ],
  ['names of rows, as R writes them', ['1,u1,a,', '2,u2,a,', '3,u2,b,'], 'file:2: expected 3 fields'],
  [
    'names of rows and a value',
    ['r1,u1,a,3', 'r7,u2,a,4'],
    'if the first is the name of the row, as R and pandas write it',
  ],
])('refuses one with %s', async (_, lines, message) => {
  await expect(entries(text(lines))).rejects.toThrow(message)
})

it('reads item tables in the same way', async () => {
  const table = (header: string, ...lines: string[]) =>
    readTable(new Blob([text(lines, header)]), { name: 'items' })
  for (const header of ['item,price', 'item,price,']) {
    const read = await table(header, 'x,3,', 'y,4,')
    expect(read.columnNames).toEqual(['item', 'price'])
    expect(read.rowCount).toBe(2)
  }
  const more = Array.from({ length: 1200 }, (_, row) => `i${row},3,`)
  await expect(table('item,price', ...more, 'z,4,5')).rejects.toThrow(
    "items:1202: expected 3 fields, the last of them empty, as in the rows above, got 'z,4,5'",
  )
})
