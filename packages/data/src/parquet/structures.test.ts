import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, unreadRating } from '../index'
import { readRatings, readTableFile } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-structures-'))
})
afterAll(() => rm(folder, { recursive: true }))

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' } as const
const integer = { type: 'INT32', repetition_type: 'OPTIONAL' } as const

interface Column {
  readonly schema: readonly SchemaElement[]
  readonly data: readonly unknown[]
}
/** A column of values, or of structures whose fields have the names of an object. */
function column(name: string, of: object, data: readonly unknown[]): Column {
  if ('type' in of) return { schema: [{ name, ...of } as SchemaElement], data }
  return { schema: [structure(name, of), ...leaves(of)], data }
}
function structure(name: string, of: object): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', num_children: Object.keys(of).length }
}
function leaves(of: object): readonly SchemaElement[] {
  return Object.entries(of).flatMap(([name, inner]: [string, object]) =>
    'type' in inner ? [{ name, ...inner } as SchemaElement] : [structure(name, inner), ...leaves(inner)],
  )
}
/** A column of lists of values. */
function lists(name: string, of: object, data: readonly unknown[]): Column {
  const [around, repeated] = [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 } as const,
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 } as const,
  ]
  return { schema: [around, repeated, { name: 'element', ...of } as SchemaElement], data }
}

let files = 0
function written(
  columns: readonly Column[],
  pages: { pageSize?: number; rowGroupSize?: number } = {},
): string {
  const filename = join(folder, `${files++}.parquet`)
  parquetWriteFile({
    filename,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(({ schema }) => schema)],
    columnData: columns.map(({ schema, data }) => ({ name: schema[0]!.name, data: [...data] })),
    ...pages,
  })
  return filename
}

async function readingOf(columns: readonly Column[], options: ReadingOptions = {}, pages = {}) {
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  const interactions = await readRatings(written(columns, pages), { ...options, onReading })
  return { interactions, reading: reading!, mayRate: unreadRating(reading!) }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)
const users = (count: number) =>
  column(
    'user_id',
    integer,
    numbers(count).map((i) => i % 8),
  )
const items = (count: number) =>
  column(
    'item_id',
    text,
    numbers(count).map((i) => `i${i % 7}`),
  )

it('asks about a rating in a structure beside a user and an item, and reads it where it is chosen', async () => {
  const review = column(
    'review',
    { stars: integer, text },
    numbers(30).map((i) => ({ stars: i % 5, text: 'é' })),
  )
  const { reading, mayRate } = await readingOf([users(30), items(30), review])
  expect([reading.unread, mayRate]).toEqual([['review.stars', 'review.text'], 'review.stars'])
  const chosen = await readingOf([users(30), items(30), review], { columns: { rating: 'review.stars' } })
  expect(chosen.reading).toMatchObject({ columns: { rating: 'review.stars' }, unread: ['review.text'] })
  expect([...chosen.interactions.values!.slice(0, 4)]).toEqual([0, 3, 1, 4])
})

it('finds a user, an item, a rating and a time in structures, also within others, by their last names', async () => {
  const event = {
    who: { customer_id: text },
    what: { sku: text, title: text },
    stars: integer,
    at: { time: integer },
  }
  const rows = [
    { who: { customer_id: 'a' }, what: { sku: 'x', title: 't' }, stars: 4, at: { time: 10 } },
    { who: { customer_id: 'b' }, what: { sku: 'y', title: null }, stars: 2, at: { time: 11 } },
    null,
    { who: null, what: { sku: 'y', title: 't' }, stars: 1, at: { time: 9 } },
  ]
  const columns = [column('event', event, rows)]
  await expect(readingOf(columns)).rejects.toThrow("row 3: expected a user id, got 'null'")
  const { interactions, reading } = await readingOf(columns, { timestamps: true, missing: 'skip' })
  expect([...entriesOf(interactions)]).toEqual([
    { user: 'a', item: 'x', value: 4, timestamp: 10 },
    { user: 'b', item: 'y', value: 2, timestamp: 11 },
  ])
  expect([reading.unread, reading.skipped]).toEqual([
    ['event.what.title'],
    [{ reason: 'no user', rows: 2, first: 3 }],
  ])
  expect(await readingOf(columns, reading.options)).toMatchObject({ reading: { columns: reading.columns } })
})

it('counts a status and quantities in structures, beside lists and in them', async () => {
  const order = column(
    'order',
    { status: text, qty: integer },
    numbers(20).map((i) => ({ status: i < 3 ? 'refunded' : 'paid', qty: i === 9 ? -1 : 1 })),
  )
  const flat = await readingOf([users(20), items(20), order])
  expect(flat.reading.cancelled).toEqual([
    { column: 'order.status', values: ['refunded'], rows: 3, first: 1 },
  ])
  expect(flat.reading.negative).toEqual({ column: 'order.qty', rows: 1, first: 10 })
  const carts = lists(
    'items',
    text,
    numbers(20).map((i) => [`a${i % 3}`, `b${i % 4}`]),
  )
  const status = column(
    'status',
    text,
    numbers(20).map((i) => (i === 5 ? 'cancelled' : 'paid')),
  )
  const beside = await readingOf([users(20), carts, status])
  expect(beside.reading.cancelled).toEqual([{ column: 'status', values: ['cancelled'], rows: 2, first: 6 }])
  const states = lists(
    'status',
    text,
    numbers(20).map((i) => ['paid', i === 7 ? 'void' : 'paid']),
  )
  expect((await readingOf([users(20), carts, states])).reading.cancelled).toMatchObject([
    { rows: 1, first: 8 },
  ])
  const others = lists(
    'status',
    text,
    numbers(20).map(() => ['void']),
  )
  expect((await readingOf([users(20), carts, others])).reading.cancelled).toBeUndefined()
})

it('counts a status that is text in rows without lists', async () => {
  const status = column(
    'status',
    text,
    numbers(9).map((i) => (i % 3 ? 'paid' : 'Storniert')),
  )
  const { reading } = await readingOf([users(9), items(9), status])
  expect(reading.cancelled).toEqual([{ column: 'status', values: ['Storniert'], rows: 3, first: 1 }])
})

it('reads groups of more than a thousand rows in several pages beside columns that are not read', async () => {
  const price = column('price', integer, numbers(2500))
  const won = column(
    'won',
    integer,
    numbers(2500).map((i) => Math.floor(i / 9) % 2),
  )
  const pages = { pageSize: 500, rowGroupSize: 2400 }
  const { interactions, mayRate } = await readingOf([users(2500), items(2500), price, won], {}, pages)
  expect([interactions.items.length, mayRate]).toEqual([56, 'won'])
  expect((await readingOf([users(2500), items(2500), price], {}, pages)).mayRate).toBeUndefined()
})

it('leaves the fields of structures out of a table of items', async () => {
  const path = written([items(3), column('maker', { name: text }, [{ name: 'a' }, null, { name: 'b' }])])
  expect((await readTableFile(path)).columnNames).toEqual(['item_id'])
})
