import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SchemaElement } from 'hyparquet'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, type Interactions, type ReadingOptions, readRows, shardOfUser } from '../index'
import { readRatings } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-rating-texts-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Reader = (name: string, ratings: readonly unknown[], options?: ReadingOptions) => Promise<Interactions>

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const

async function parquetOf(
  element: Partial<SchemaElement>,
  name: string,
  ratings: readonly unknown[],
  options?: ReadingOptions,
): Promise<Interactions> {
  const filename = join(folder, 'ratings.parquet')
  const ids = (letter: string) => ratings.map((_, i) => `${letter}${i}`)
  const required = { repetition_type: 'REQUIRED' } as const
  parquetWriteFile({
    filename,
    schema: [
      { name: 'root', num_children: 3 },
      { name: 'user', ...text, ...required },
      { name: 'item', ...text, ...required },
      { name, ...element, ...required },
    ],
    columnData: [
      { name: 'user', data: ids('u') },
      { name: 'item', data: ids('i') },
      { name, data: [...ratings] },
    ],
  })
  return readRatings(filename, options)
}

function rowsOf(
  name: string,
  ratings: readonly unknown[],
  options: ReadingOptions = {},
  type?: string,
): Promise<Interactions> {
  const rows = ratings.map((rating, i) => [`u${i}`, `i${i}`, rating])
  const columns = ['user', 'item', name]
  async function* batches(chosen: readonly number[]) {
    yield rows.map((row) => chosen.map((column) => row[column]))
  }
  return readRows({ columns, batches, typeOf: (column) => (column === 2 ? type : undefined) }, options)
}

async function fileOf(file: string, lines: readonly string[], options?: ReadingOptions) {
  const path = join(folder, file)
  await writeFile(path, lines.map((line) => `${line}\n`).join(''))
  return readRatings(path, options)
}

const readers: readonly (readonly [string, Reader])[] = [
  [
    'a CSV',
    (name, ratings, options) =>
      fileOf('r.csv', [`user,item,${name}`, ...ratings.map((each, i) => `u${i},i${i},"${each}"`)], options),
  ],
  [
    'JSON',
    (name, ratings, options) =>
      fileOf(
        'r.jsonl',
        ratings.map((each, i) => JSON.stringify({ user: `u${i}`, item: `i${i}`, [name]: each })),
        options,
      ),
  ],
  ['parquet', (name, ratings, options) => parquetOf(text, name, ratings, options)],
  ['rows', rowsOf],
]

describe.each(readers)('ratings that are text in %s', (_, read) => {
  it.each([[['1.200', '3', '5', '2']], [['3', '1.200', '5', '2']]])(
    'are in doubt where %j may have a thousand',
    async (ratings) => {
      await expect(read('rating', ratings)).rejects.toThrow(
        "expected a rating whose decimal mark is sure, got '1.200': choose with decimal",
      )
      const at = ratings.indexOf('1.200')
      expect((await read('rating', ratings, { decimal: 'point' })).values![at]).toBeCloseTo(1.2, 6)
      expect((await read('rating', ratings, { decimal: 'comma' })).values![at]).toBe(1200)
    },
  )

  it('are read where another one shows what a point is', async () => {
    expect([...(await read('rating', ['1.250', '3', '0.5'])).values!]).toEqual([1.25, 3, 0.5])
  })

  it('are read in a shard where one of a user of another shard shows what a point is', async () => {
    const shards = Array.from({ length: 8 }, (_, i) => shardOfUser(`u${i}`, 2))
    const ratings = shards.map((shard, i) => (shard === 1 ? '0.5' : i % 2 === 0 ? '3' : '1.250'))
    expect(new Set(ratings).size).toBe(3)
    const entries = [...entriesOf(await read('rating', ratings, { shard: { index: 0, count: 2 } }))]
    expect(entries).toHaveLength(shards.filter((shard) => shard === 0).length)
  })

  it('are below zero in a column of quantities as bookkeepers write them, else refused', async () => {
    const amounts = ['2-', '(3)', '5', '4']
    const quantities = await read('quantity', amounts, { columns: { rating: 'quantity' } })
    expect([...quantities.values!]).toEqual([-2, -3, 5, 4])
    await expect(read('rating', amounts)).rejects.toThrow("expected a finite number as rating, got '2-'")
  })
})

it('a decimal number of parquet, or of a column of numbers that a driver gives as text, has no thousands', async () => {
  const decimal = { type: 'INT32', converted_type: 'DECIMAL', scale: 3, precision: 9 } as const
  expect([...(await parquetOf(decimal, 'rating', [1.25, 3, 5])).values!]).toEqual([1.25, 3, 5])
  expect([...(await rowsOf('rating', ['1.250', '3', '5'], {}, 'number')).values!]).toEqual([1.25, 3, 5])
  await expect(rowsOf('rating', ['1.250', '3', '5'], {}, 'text')).rejects.toThrow('decimal mark is sure')
})
