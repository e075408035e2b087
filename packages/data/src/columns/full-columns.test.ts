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
  await expect(readRows(source)).rejects.toThrow(
    `rows: row 9: ${rule.replace('a value', 'a value in each of the first rows')}`,
  )
  expect((await read(table, { columns: { user: 'username' } })).userCount).toBe(9)
  expect((await read(table, { missing: 'skip' })).userCount).toBe(8)
})

it('does not name it for a row further down that lacks both, such as one of sums', async () => {
  const many = Array.from({ length: 30 }, () => rows.filter(([id]) => id !== '')).flat()
  const lines = (cells: readonly string[][]) =>
    `${[header, ...many, ...cells].map((row) => row.join(',')).join('\n')}\n`
  const asked =
    "file:1622: expected a user id, got an empty field: choose with skipLast (1) or missing 'skip'"
  const place = (text: string) => text.replace('file:', 'gaps:')
  expect(many).toHaveLength(1620)
  for (const sums of [
    ['', '', '', '1620'],
    ['', '', 'Razem', '1620'],
  ]) {
    await expect(read(lines([sums]))).rejects.toThrow(place(asked))
    await expect(read(lines([sums, ['1', 'ann1', 'i1', '']]))).rejects.toThrow(
      /got an empty field: choose with missing 'skip'$/,
    )
    expect((await read(lines([sums]), { skipLast: 1 })).userCount).toBe(8)
  }
  await expect(read(lines([['', 'ann8', 'i1', '']]))).rejects.toThrow(rule)
  const inObjects = [...many, ['', '', 'i1', '']].map(
    (cells) => `${JSON.stringify(Object.fromEntries(cells.map((cell, at) => [header[at], cell])))}\n`,
  )
  await expect(read(inObjects.join(''))).rejects.toThrow(/got an empty field: choose with missing 'skip'$/)
})

it('names none that has gaps, too, or where the column was chosen', async () => {
  const question = 'got an empty field: choose with missing'
  await expect(read(table.replace('username', 'note'))).rejects.toThrow(question)
  await expect(read(table, { columns: { user: 'user_id' } })).rejects.toThrow(question)
})

it('names no column of items that numbers orders once more', async () => {
  const lines = Array.from({ length: 60 }, (_, row) => {
    const order = Math.floor(row / 3)
    return [`${order}`, `KX${order}`, `c${order % 7}`, row === 8 ? '' : `SKU-${row % 9}`].join(',')
  })
  const text = ['id_order,reference,id_customer,product_reference', ...lines, ''].join('\n')
  await expect(read(text)).rejects.toThrow(
    /expected an item id, got an empty field: choose with missing 'skip'$/,
  )
})

it.each([
  ['the lines of each order', (line: number) => `${line + 1}`],
  ['nothing but the one line that each order has', () => '1'],
])('names no column of items that numbers %s', async (_, numberOf) => {
  const lines = Array.from({ length: 60 }, (_, row) =>
    [500 + Math.floor(row / 3), `u${row % 7}`, '', numberOf(row % 3), `Mug ${row % 9}`].join(','),
  )
  const text = ['Order Number,Customer User ID,SKU,Item #,Item Name', ...lines, ''].join('\n')
  await expect(read(text)).rejects.toThrow("where 'Item Name' has a value")
})
