import { expect, it } from 'vitest'
import { type ReadingOptions, readInteractions, readRows } from '../index'

/** Rows of 9 users, one without a number, who all have a name. */
const rows = Array.from({ length: 60 }, (_, row) => [
  row % 9 === 8 ? '' : String(row % 9),
  `ann${row % 9}`,
  `i${row % 13}`,
  row % 9 === 8 ? '' : 'yes',
])
const header = ['user_id', 'username', 'item', 'account']
const table = `${[header, ...rows].map((cells) => cells.join(',')).join('\n')}\n`
const objects = rows.map(
  (cells) => `${JSON.stringify(Object.fromEntries(cells.map((cell, at) => [header[at], cell])))}\n`,
)
const read = (text: string, options: ReadingOptions = {}) =>
  readInteractions(new Blob([text]), { name: 'gaps', ...options })
const rule =
  "expected a user id, got an empty field, where 'username' has a value: choose with missing 'skip' or columns.user ('username')"

it('a row without a user names the column of users that has one in each', async () => {
  const source = {
    columns: header,
    async *batches(columns: readonly number[]) {
      yield rows.map((row) => columns.map((column) => row[column]))
    },
    first: async () => rows,
  }
  await expect(read(table)).rejects.toThrow(`gaps:10: ${rule}`)
  await expect(read(objects.join(''))).rejects.toThrow(`gaps:9: ${rule}`)
  await expect(readRows(source)).rejects.toThrow(`rows: row 9: ${rule}`)
  expect((await read(table, { columns: { user: 'username' } })).userCount).toBe(9)
  expect((await read(table, { missing: 'skip' })).userCount).toBe(8)
})

it('names none that has gaps, too, or where the column was chosen', async () => {
  const question = 'got an empty field: choose with missing'
  await expect(read(table.replace('username', 'note'))).rejects.toThrow(question)
  await expect(read(table, { columns: { user: 'user_id' } })).rejects.toThrow(question)
})
