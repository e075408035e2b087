import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import { type Reading, readInteractions, readRows } from '../index'
import { readRatings } from '../node'

const rows = [
  ['1', 'a', 'view'],
  ['1', 'b', 'view'],
  ['2', 'a', 'addtocart'],
  ['2', 'c', 'transaction'],
  ['3', 'c', 'view'],
] as const
const names = ['user', 'item', 'event']
const kinds = [
  { kind: 'view', rows: 3 },
  { kind: 'addtocart', rows: 1 },
  { kind: 'transaction', rows: 1 },
]

let reading: Reading | undefined
const onReading = (found: Reading) => {
  reading = found
}
const table = (column: string, cells: readonly (readonly string[])[]) =>
  [`user,item,${column}`, ...cells.map((row) => row.join(',')), ''].join('\n')
async function ofTable(column: string, events: readonly string[]) {
  const cells = events.map((event, row) => [`u${row % 4}`, `i${row}`, event])
  await readInteractions(new Blob([table(column, cells)]), { onReading })
  return reading!.events
}

it('counts the kinds of events that rows have, in each kind of file', async () => {
  const found = { column: 'event', kinds }
  await readInteractions(new Blob([table('event', rows)]), { onReading })
  expect(reading!.events).toEqual(found)
  const objects = rows.map(([user, item, event]) => JSON.stringify({ user, item, event }))
  await readInteractions(new Blob([objects.join('\n')]), { onReading })
  expect(reading!.events).toEqual(found)
  const source = {
    columns: names,
    async *batches() {
      yield rows.slice(0, 3)
      yield rows.slice(3)
    },
  }
  await readRows(source, { onReading })
  expect(reading!.events).toEqual(found)
})

it('counts them of parquet, and of several files together', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-events-'))
  try {
    const columnData = names.map((name, column) => ({ name, data: rows.map((row) => row[column]!) }))
    const file = join(folder, 'events.parquet')
    await writeFile(file, Buffer.from(parquetWriteBuffer({ columnData })))
    await readRatings(file, { onReading })
    expect(reading!.events).toEqual({ column: 'event', kinds })
    const parts = ['view', 'addtocart', 'transaction'].map((kind) =>
      rows.filter(([, , event]) => event === kind),
    )
    const paths = parts.map((_, part) => join(folder, `${part}.csv`))
    for (const [part, cells] of parts.entries()) await writeFile(paths[part]!, table('event', cells))
    await readRatings(paths, { onReading })
    expect(reading!.events).toEqual({ column: 'event', kinds })
  } finally {
    await rm(folder, { recursive: true })
  }
})

it.each([
  ['behavior', ['pv', 'cart', 'fav', 'buy', 'pv']],
  ['event_type', ['view', 'cart', 'remove_from_cart', 'purchase']],
  ['action', ['Product Viewed', 'Added to cart', 'Order Completed', 'Product View', 'Order completed']],
  ['interaction_type', ['click', 'bookmark', 'click', 'reply']],
  ['interaction_type', ['1', '4', '1', '4']],
  ['act_ID', ['0', '1', '1', '0']],
  ['VoteTypeId', ['2', '3', '2', '2']],
  ['behavior_type', ['1.0', '4.0', '1.0', '1.0']],
])('knows those of %s', async (column, events) => {
  const found = await ofTable(column, events)
  expect(found?.column).toBe(column)
  expect(found!.kinds.reduce((sum, { rows }) => sum + rows, 0)).toBe(events.length)
})

it('knows those by words before codes', async () => {
  const words = ['view', 'purchase', 'view', 'cart']
  const cells = words.map((word, row) => `${row % 2},${word}`)
  expect((await ofTable('action_type,event', cells))?.column).toBe('event')
})

it.each([
  ['event', ['view', 'view', 'view', 'view']],
  ['type', ['book', 'dvd', 'book', 'toy']],
  ['event', Array.from({ length: 30 }, (_, i) => `view ${i}`)],
  ['event', ['', 'view', '', 'view']],
  ['title', ['view', 'purchase', 'view', 'cart']],
  ['action', ['1', '2', '1', '2']],
  ['action_type', ['1', '1', '1', '1']],
  ['action_id', ['1', '2', '3', '4']],
  ['event_id', ['1', '2', '1', '2']],
  ['user_type', ['1', '2', '1', '2']],
  ['action_type', ['1', '2', '1.5', '2']],
  ['rating_type', Array.from({ length: 60 }, (_, i) => `${i % 30}`)],
])('says nothing of %s with %j', async (column, events) => {
  expect(await ofTable(column, events)).toBeUndefined()
})
