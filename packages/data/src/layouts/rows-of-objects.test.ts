import { expect, it } from 'vitest'
import { entriesOf, type ReadingOptions, readInteractions } from '../index'

async function read(text: string, options: ReadingOptions = {}) {
  async function* source() {
    const bytes = new TextEncoder().encode(text)
    for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16))
  }
  const interactions = await readInteractions(source(), { name: 'file', ...options })
  return Array.from(entriesOf(interactions), ({ user, item, value }) => [user, item, value])
}

const rows = [
  ['u1', 'i1', 5],
  ['u1', 'i2', 3],
]
const names = ['user', 'item', 'rating']
const objects = rows.map((row) => Object.fromEntries(row.map((cell, column) => [names[column], cell])))
const byColumn = Object.fromEntries(names.map((name, column) => [name, rows.map((row) => row[column])]))
const numbered = (cells: readonly unknown[]) => Object.fromEntries(cells.map((cell, row) => [row, cell]))
const inLines = (cells: readonly unknown[]) => cells.map((cell) => JSON.stringify(cell)).join('\n')
const many = Array.from({ length: 200_000 }, (_, row) => `u${row}`)

it.each([
  ['arrays', JSON.stringify(rows), "arrays, '[["],
  ['arrays over lines', JSON.stringify(rows, null, 2), "arrays, '[["],
  [
    'arrays, one a line of an array',
    `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`,
    'arrays, ',
  ],
  ['arrays below one of names', JSON.stringify([names, ...rows]), `arrays, '[["user","item","rating"]`],
  ['an array a line', inLines(rows), `arrays, '["u1","i1",5]'`],
  ['an array of numbers a line', '[1,2,5]\n[1,3,4]\n', `arrays, '[1,2,5]'`],
  ['tuples of Python', "[('u1', 'i1', 5), ('u1', 'i2', 3)]", 'arrays, '],
  ['nothing but an empty array', '[]', "arrays, '[]'"],
  ['lists by column', JSON.stringify(byColumn), "one object, with lists or objects under 'user', 'item'"],
  ['two lists by column', '{"user":["u1"],"item":["i1"]}', 'one object, with lists or objects under '],
  [
    'numbered cells by column, as pandas writes by default',
    JSON.stringify(
      Object.fromEntries(Object.entries(byColumn).map(([name, cells]) => [name, numbered(cells)])),
    ),
    "one object, with lists or objects under 'user', 'item'",
  ],
  ['numbered rows', JSON.stringify(numbered(objects)), "one object, with lists or objects under '0', '1'"],
  [
    'columns, index and data apart',
    JSON.stringify({ columns: names, index: [0, 1], data: rows }),
    "one object, with lists or objects under 'columns', 'index', 'data'",
  ],
  [
    'long lists by column',
    JSON.stringify({ user: many, item: many }),
    "one object of more than 1048576 bytes, with lists or objects under 'user'",
  ],
])('%s is refused as what it is', async (_, text, got) => {
  await expect(read(text)).rejects.toThrow(
    `file:1: expected an object with names for each row, as pandas writes with orient='records', got ${got}`,
  )
})

it('objects are read from arrays, lines and the table of pandas with its schema', async () => {
  const schema = { fields: [{ name: 'user', type: 'string' }], primaryKey: ['index'] }
  for (const text of [JSON.stringify(objects), inLines(objects), JSON.stringify({ schema, data: objects })]) {
    expect(await read(text)).toEqual(rows)
  }
})

it('a name in brackets is that of a column', async () => {
  expect(await read('[UserID],[ItemID],[Rating]\nu1,i1,5\nu1,i2,3\n')).toEqual(rows)
})

it('columns that are chosen are looked for in one object, too', async () => {
  const text = '{"order":{"by":"u1","of":"i1"}}'
  expect(await read(text, { columns: { user: 'order.by', item: 'order.of' } })).toEqual([
    ['u1', 'i1', undefined],
  ])
  await expect(read(text, { columns: { user: 'order.by', item: 'what' } })).rejects.toThrow(
    "a column 'what' as item",
  )
})

it('values are read that an export of MongoDB wraps in their types', async () => {
  const id = (text: string) => ({ $oid: text })
  const line = (user: string, item: string, stars: number) => ({
    _id: id('0'),
    user: id(user),
    product: { sku: { $numberLong: item } },
    rating: { $numberInt: String(stars) },
    at: { $date: { $numberLong: '1600000000000' } },
  })
  const text = inLines([line('5f1a', '9007199254740993', 4), line('5f1b', '7', 2)])
  expect(await read(text, { columns: { timestamp: 'at' } })).toEqual([
    ['5f1a', '9007199254740993', 4],
    ['5f1b', '7', 2],
  ])
})

it.each([1, 20_000])('an array of %i objects further in is named with the path to it', async (times) => {
  const nodes = Array.from({ length: times }, (_, order) => ({
    ...{ id: order, customer: { id: `c${order}` }, note: 'a [{ in a text' },
    lineItems: { nodes: [{ sku: 'S1' }, { sku: 'S2' }] },
  }))
  const answer = { extensions: { of: { costs: [{ a: 1 }] } }, data: { 'all orders': { nodes } } }
  await expect(read(JSON.stringify(answer))).rejects.toThrow(
    `: write the objects of its array one a line, as jq -c '.data.["all orders"].nodes[]' does`,
  )
  const lines = inLines(nodes.slice(0, 2))
  expect(await read(`${lines}\n`)).toHaveLength(times === 1 ? 2 : 4)
})

it.each([
  [
    '{"u1": ["a", "b"], "u2": [7]}',
    ', the id of a user,',
    'to_entries[] | {user_id: .key, item_ids: .value}',
  ],
  ['{"u1": [{"item_id": "a"}], "u2": []}', undefined, undefined],
  [
    '{"u1": {"a": 5, "b": 3}, "u2": {"a": 4}}',
    ', the id of a user,',
    'to_entries[] | .key as $user | .value | to_entries[] | {user_id: $user, item_id: .key, rating: .value}',
  ],
  ['{"-Nx1": {"user_id": 1, "item_id": 7}, "-Nx2": {"user_id": 2, "item_id": 7}}', ',', '.[]'],
  ['{"meta": {"a": 5}, "item": {"a": 4}}', undefined, undefined],
])('%s, with ids for keys, is named with the jq that writes a line for each', async (text, which, jq) => {
  const failure = await read(text).catch(({ message }) => message)
  if (jq === undefined) expect(failure).not.toContain('jq')
  else expect(failure).toContain(`: write a line for each key${which} as jq -c '${jq}' does`)
})

it('users with lists of items are read as that jq writes them', async () => {
  expect(await read('{"user_id":"u1","item_ids":["a","b"]}\n{"user_id":"u2","item_ids":[7]}\n')).toEqual([
    ['u1', 'a', undefined],
    ['u1', 'b', undefined],
    ['u2', '7', undefined],
  ])
})
