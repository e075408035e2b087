import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, unreadRating } from '../index'
import { estimateRows, readRatings } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-grouped-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Leaf = Omit<SchemaElement, 'name'>
type Column = { readonly name: string; readonly schema: readonly SchemaElement[]; readonly data: unknown[] }

const integer: Leaf = { type: 'INT32', repetition_type: 'OPTIONAL' }
const text: Leaf = { type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' }
const double: Leaf = { type: 'DOUBLE', repetition_type: 'OPTIONAL' }

const values = (name: string, leaf: Leaf, data: unknown[]): Column => ({
  name,
  schema: [{ name, ...leaf }],
  data,
})
/** As Arrow, Spark, BigQuery and DuckDB write lists. */
const listOf = (name: string, elements: readonly SchemaElement[], data: unknown[]): Column => ({
  name,
  schema: [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    ...elements,
  ],
  data,
})
const lists = (name: string, leaf: Leaf, data: unknown[]) =>
  listOf(name, [{ name: 'element', ...leaf }], data)
const structures = (name: string, leaves: Readonly<Record<string, Leaf>>, data: unknown[]) =>
  listOf(
    name,
    [
      { name: 'element', repetition_type: 'OPTIONAL', num_children: Object.keys(leaves).length },
      ...Object.entries(leaves).map(([key, leaf]) => ({ name: key, ...leaf })),
    ],
    data,
  )

let files = 0
function written(columns: readonly Column[], rowGroupSize = 1000): string {
  const filename = join(folder, `${files++}.parquet`)
  parquetWriteFile({
    filename,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.flatMap(({ schema }) => [...schema])],
    columnData: columns.map(({ name, data }) => ({ name, data })),
    rowGroupSize,
  })
  return filename
}

/** What is read: the entries in their order, and what a reading counts, but where the first such row is. */
async function readFrom(path: string, options: ReadingOptions) {
  let reading: Reading | undefined
  const interactions = await readRatings(path, {
    ...options,
    onReading: (each) => {
      reading = each
    },
  })
  const { rows, values, repeated, skipped, negative } = reading!
  const counts = { rows, values, repeated, skipped: skipped.map(({ first: _, ...count }) => count) }
  return { entries: [...entriesOf(interactions)], counts, negative: negative?.rows }
}

interface Entry {
  readonly item: string | null
  readonly rating: number | null
  readonly time: number | null
  readonly quantity: number
}
const entry: fc.Arbitrary<Entry> = fc.record({
  item: fc.option(fc.constantFrom('tea', 'rum', 'gin', 'ale', '7'), { freq: 8 }),
  rating: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 8 }),
  time: fc.option(fc.nat(99), { freq: 8 }),
  quantity: fc.integer({ min: -1, max: 3 }),
})
const group = fc.record({ user: fc.nat(5), entries: fc.array(entry, { maxLength: 6 }) })

describe('parquet with a row for each user', () => {
  it('reads as the same rows one by one: in lists side by side, and in lists of structures', async () => {
    const groups = fc.array(group, { minLength: 1, maxLength: 12 })
    const options = fc.record({
      missing: fc.constant('skip' as const),
      timestamps: fc.boolean(),
      shard: fc.constantFrom(undefined, { index: 1, count: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(groups, options, fc.integer({ min: 1, max: 5 }), async (users, options, size) => {
        const all = users.flatMap(({ user, entries }) => entries.map((each) => ({ user, ...each })))
        fc.pre(all.some(({ user, item, rating, time }) => ![user, item, rating, time].includes(null)))
        const flat = written([
          values(
            'user_id',
            integer,
            all.map(({ user }) => user),
          ),
          values(
            'item_id',
            text,
            all.map(({ item }) => item),
          ),
          values(
            'rating',
            double,
            all.map(({ rating }) => rating),
          ),
          values(
            'time',
            integer,
            all.map(({ time }) => time),
          ),
          values(
            'quantity',
            integer,
            all.map(({ quantity }) => quantity),
          ),
        ])
        const listed = <T>(of: (entry: Entry) => T) => users.map(({ entries }) => entries.map(of))
        const ids = values(
          'user_id',
          integer,
          users.map(({ user }) => user),
        )
        const beside = written(
          [
            ids,
            lists(
              'item_ids',
              text,
              listed(({ item }) => item),
            ),
            lists(
              'ratings',
              double,
              listed(({ rating }) => rating),
            ),
            lists(
              'times',
              integer,
              listed(({ time }) => time),
            ),
            lists(
              'quantity',
              integer,
              listed(({ quantity }) => quantity),
            ),
          ],
          size,
        )
        const leaves = { item: text, rating: double, time: integer, quantity: integer }
        const within = written(
          [
            ids,
            structures(
              'history',
              leaves,
              listed((each) => each),
            ),
          ],
          size,
        )
        const read = await readFrom(flat, options).catch((error: Error) => error)
        if (read instanceof Error) {
          expect(read.message).toContain('expected interactions') // none are in the shard
          return
        }
        expect(await readFrom(beside, options)).toEqual(read)
        expect(await readFrom(within, options)).toEqual(read)
        expect(await estimateRows(beside)).toBeGreaterThanOrEqual(all.length)
      }),
      { numRuns: 60 },
    )
  })

  const ids = values('user', integer, [1, 2, 3])
  const items = lists('items', text, [['a', 'b'], [], ['c', 'a']])

  it('takes an empty list for no items, and what is no list for each of them', async () => {
    const path = written([ids, items, values('rating', double, [4, null, 2])])
    const { entries } = await readFrom(path, {})
    expect(entries).toEqual([
      { user: '1', item: 'a', value: 4 },
      { user: '1', item: 'b', value: 4 },
      { user: '3', item: 'c', value: 2 },
      { user: '3', item: 'a', value: 2 },
    ])
  })

  it('says of what it has read which columns these were, so that they are found again', async () => {
    const leaves = { sku: text, at: integer, shop: text }
    const path = written([
      ids,
      structures('orders', leaves, [[{ sku: 'a', at: 1, shop: 'x' }], [null], []]),
      values('age', integer, [1, 2, 3]),
    ])
    let reading: Reading | undefined
    const onReading = (each: Reading) => {
      reading = each
    }
    await readRatings(path, { missing: 'skip', onReading })
    const columns = { user: 'user', item: 'orders.sku' }
    expect(reading).toMatchObject({ format: 'parquet', columns, unread: ['age', 'orders.at', 'orders.shop'] })
    expect(reading!.skipped).toEqual([{ reason: 'no item', rows: 1, first: 2 }])
    await readRatings(path, { ...reading!.options, onReading })
    expect(reading).toMatchObject({ columns })
    const chosen = { columns: { item: 'orders.shop', timestamp: 'orders.at' }, missing: 'skip' } as const
    expect((await readFrom(path, chosen)).entries).toEqual([{ user: '1', item: 'x', timestamp: 1 }])
  })

  it('takes a rating from the list of the items alone, as of JSON, and names several by their whole names', async () => {
    const users = values('user', integer, [1, 2])
    const lines = (...of: string[]) =>
      structures('lines', { item: text, ...Object.fromEntries(of.map((name) => [name, integer])) }, [
        [{ item: 'a', value: 1, weight: 2 }],
        [{ item: 'b', value: 2, weight: 2 }],
      ])
    const meta = structures('meta', { value: integer }, [[{ value: 4 }], [{ value: 5 }]])
    let reading: Reading
    const onReading = (each: Reading) => {
      reading = each
    }
    await readRatings(written([users, lines(), meta]), { onReading })
    expect(reading!.columns).toEqual({ user: 'user', item: 'lines.item' })
    await readRatings(written([users, lines('value'), meta]), { onReading })
    expect(reading!.columns).toEqual({ user: 'user', item: 'lines.item', rating: 'lines.value' })
    await expect(readRatings(written([users, lines('value', 'weight')]))).rejects.toThrow(
      "expected one column as rating, got 'lines.value' and 'lines.weight'",
    )
  })

  it('finds verdicts in lists beside those of items, also in later groups', async () => {
    const users = Array.from({ length: 1200 }, (_, user) => user)
    const listed = <T>(of: (user: number, place: number) => T) =>
      users.map((user) => Array.from({ length: 1 + (user % 3) }, (_, place) => of(user % 90, place)))
    const item = (user: number, place: number) => `i${(user + place) % 20}`
    const won = (user: number, place: number) => Number((user + 3 * place) % 4 === 0)
    const late = listed(won).map((each, user) => (user < 1100 ? each.map(() => 1) : each))
    const all = values(
      'user',
      integer,
      users.map((user) => user % 90),
    )
    let reading: Reading
    const onReading = (each: Reading) => {
      reading = each
    }
    const asked = async (columns: readonly Column[]) => {
      await readRatings(written([all, ...columns], 400), { onReading })
      return unreadRating(reading)
    }
    const items = lists('items', text, listed(item))
    expect(await asked([items, lists('won', integer, listed(won))])).toBe('won')
    expect(await asked([items, lists('won', integer, late)])).toBe('won')
    const entries = listed((user, place) => ({ item: item(user, place), won: won(user, place) }))
    expect(await asked([structures('history', { item: text, won: integer }, entries)])).toBe('history.won')
    const boxed = listed((user, place) => Number(item(user, place) > 'i5'))
    expect(await asked([items, lists('boxed', integer, boxed)])).toBeUndefined()
    expect(
      await asked([
        items,
        lists(
          'tags',
          integer,
          users.map(() => [0, 1, 0, 1]),
        ),
      ]),
    ).toBeUndefined()
  })

  it.each<[string, readonly Column[], ReadingOptions, string]>([
    [
      'lists of different length',
      [ids, items, lists('ratings', double, [[1, 2], [], [3]])],
      {},
      "row 3: expected lists of one length in columns 'items' and 'ratings', got 2 and 1",
    ],
    [
      'a list beside none',
      [ids, items, lists('times', integer, [[1, 2], null, [3, 4]])],
      { timestamps: true, missing: 'skip' },
      "row 2: expected lists of one length in columns 'items' and 'times', got 0 and no list",
    ],
    [
      'no list',
      [ids, lists('items', text, [['a'], null, ['b']])],
      {},
      "row 2: expected an item id, got 'null'",
    ],
    [
      'a list with a null',
      [ids, lists('items', text, [['a'], ['b', null], []])],
      {},
      "row 2, element 2: expected an item id, got 'null'",
    ],
    [
      'lists without an item',
      [ids, structures('orders', { item: text, rating: double }, [[], [{ item: 'a', rating: null }], []])],
      {},
      "row 2, element 1: expected a finite number as rating, got 'null'",
    ],
    [
      'lists of lists',
      [
        ids,
        listOf(
          'item',
          [
            { name: 'element', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
            { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
            { name: 'element', ...text },
          ],
          [[['a']], [['b']], [[]]],
        ),
      ],
      {},
      "expected one value a row, or a list of values, as item, got lists or structures in column 'item'",
    ],
    [
      'lists of ratings beside one item a row',
      [ids, values('item', text, ['a', 'b', 'c']), lists('rating', double, [[1], [2], [3]])],
      {},
      "expected one value a row as rating, got lists or structures in column 'rating'",
    ],
    [
      'more entries than the limit',
      [ids, items],
      { limits: { rows: 3 } },
      'expected at most 3 rows, got more',
    ],
  ])('with %s is refused, naming the place', async (_, columns, options, message) => {
    const path = written(columns)
    await expect(readRatings(path, options)).rejects.toThrow(`${path}: `)
    await expect(readRatings(path, options)).rejects.toThrow(message)
  })

  it('is read as pyarrow writes it', async () => {
    const recorded = fileURLToPath(new URL('../../../../fixtures/parquet/lists.parquet', import.meta.url))
    expect((await readFrom(recorded, {})).entries).toEqual([
      { user: '1', item: 'a' },
      { user: '1', item: 'b' },
      { user: '2', item: 'c' },
      { user: '3', item: 'd' },
    ])
    expect(await estimateRows(recorded)).toBe(4)
  })
})
