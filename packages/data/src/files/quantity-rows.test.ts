import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteFile } from 'hyparquet-writer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Reading, type ReadingOptions, readRows } from '../index'
import { readRatings } from '../node'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-negative-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function readingOf(
  read: (onReading: ReadingOptions['onReading']) => Promise<unknown>,
): Promise<Reading> {
  let reading: Reading | undefined
  await read((found) => {
    reading = found
  })
  return reading!
}

async function ofTexts(texts: readonly string[], options: ReadingOptions = {}): Promise<Reading> {
  const paths = texts.map((_, i) => join(folder, `orders-${i}.csv`))
  for (const [i, path] of paths.entries()) await writeFile(path, texts[i]!)
  return readingOf((onReading) => readRatings(paths, { ...options, onReading }))
}

const orders = 'customer,product,Quantity\n1,tea,2\n1,rum,1\n1,tea,-2\n2,tea,"-1,5"\n2,rum,-\n3,gin,-0.5\n'

test('rows with a negative quantity are counted where the column is not read', async () => {
  expect((await ofTexts([orders])).negative).toEqual({ column: 'Quantity', rows: 3, first: 4 })
  const german = orders.replaceAll(',', ';').replace('Quantity', 'Menge')
  expect((await ofTexts([german])).negative).toMatchObject({ column: 'Menge', first: 4 })
})

test.each(['-2', ' -2', '−2', '2-', '(2)', '- 2', '-€2', '-2 pieces', '"-1,234.0"', '"(1.234,5)"', '–3'])(
  'a quantity is negative however its sign is written: %s',
  async (quantity) => {
    const { negative, rows } = await ofTexts([`customer,product,qty\n1,tea,2\n2,tea,${quantity}\n`])
    expect([rows, negative]).toEqual([2, { column: 'qty', rows: 1, first: 3 }])
  },
)

test.each(['2', '-', '-0', '(0.00)', '2-3', '2 pieces', '', 'a-2', '2026-11-01'])(
  'other texts are no negative quantities: %s',
  async (quantity) => {
    expect(await ofTexts([`customer,product,qty\n1,tea,2\n2,tea,${quantity}\n`])).not.toHaveProperty(
      'negative',
    )
  },
)

test.each(['0', '0.00', '"0,00 Stk"', '-0', '(0.00)', '0 pieces'])(
  'a quantity of zero is counted apart, however it is written: %s',
  async (quantity) => {
    const { negative, zero } = await ofTexts([
      `customer,product,qty\n1,tea,-2\n2,tea,${quantity}\n3,tea,10\n`,
    ])
    expect(negative).toEqual({ column: 'qty', rows: 1, first: 2 })
    expect(zero).toEqual({ column: 'qty', rows: 1, first: 3 })
  },
)

test.each(['10', '-', '', 'none', '2026-01-01'])('other texts are no zero: %s', async (quantity) => {
  const reading = await ofTexts([`customer,product,qty\n1,tea,2\n2,tea,${quantity}\n`])
  expect(reading).not.toHaveProperty('zero')
})

test('zero is counted of rows, parquet and JSON alike', async () => {
  const rows = [
    ['1', 'tea', 0],
    ['1', 'rum', -1],
    ['2', 'tea', 3],
  ] as const
  const names = ['customer', 'product', 'qty'] as const
  const path = join(folder, 'none.parquet')
  parquetWriteFile({
    filename: path,
    columnData: names.map((name, i) => ({ name, data: rows.map((row) => row[i]!) })),
  })
  const json = join(folder, 'none.jsonl')
  await writeFile(
    json,
    rows.map((row) => JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]])))).join('\n'),
  )
  for (const file of [path, json]) {
    const { zero, negative } = await readingOf((onReading) => readRatings(file, { onReading }))
    expect([zero, negative]).toEqual([
      { column: 'qty', rows: 1, first: 1 },
      { column: 'qty', rows: 1, first: 2 },
    ])
  }
})

test('those of several files are counted together', async () => {
  const none = 'customer,product,Quantity\n7,tea,2\n'
  expect((await ofTexts([none, orders, orders])).negative).toEqual({
    ...{ column: 'Quantity', rows: 6, first: 4 },
    file: expect.stringMatching(/orders-1\.csv$/),
  })
  expect(await ofTexts([none])).not.toHaveProperty('negative')
})

test('a column that is read, or has another name, is not looked at', async () => {
  const rated = orders.replace('2,rum,-\n', '').replace('"-1,5"', '-1')
  expect(await ofTexts([rated], { columns: { rating: 'Quantity' } })).not.toHaveProperty('negative')
  expect(await ofTexts([orders.replace('Quantity', 'balance')])).not.toHaveProperty('negative')
})

test('rows of parquet and of queries are counted as those of a text', async () => {
  const path = join(folder, 'orders.parquet')
  const columns = { customer: ['1', '1', '2'], product: ['tea', 'tea', 'rum'], qty: [2, -2, 1] }
  parquetWriteFile({
    filename: path,
    columnData: Object.entries(columns).map(([name, data]) => ({ name, data })),
  })
  const expected = { column: 'qty', rows: 1, first: 2 }
  expect((await readingOf((onReading) => readRatings(path, { onReading }))).negative).toEqual(expected)
  const source = {
    columns: Object.keys(columns),
    async *batches(wanted: readonly number[]) {
      const cells = Object.values(columns)
      yield [0, 1, 2].map((row) => wanted.map((column) => cells[column]![row]))
    },
  }
  const reading = await readingOf((onReading) => readRows(source, { onReading }))
  expect([reading.negative, reading.unread]).toEqual([expected, ['qty']])
})

test('objects are counted as rows of a table are, also those in a list of an order, and in texts', async () => {
  const lines = [
    { customer: 1, product: 'tea', qty: 2 },
    { customer: 1, product: 'rum', qty: '-1,5' },
    { customer: 2, product: 'tea', qty: -1 },
    { customer: 2, product: 'rum', qty: '-0' },
  ].map((row) => JSON.stringify(row))
  expect((await ofTexts([lines.join('\n')])).negative).toEqual({ column: 'qty', rows: 2, first: 2 })
  const array = `[\n${lines.join(',\n')}\n]`
  expect((await ofTexts([array])).negative).toEqual({ column: 'qty', rows: 2, first: 3 })
  const bought = [
    { sku: 'tea', quantity: 1 },
    { sku: 'rum', quantity: -1 },
  ]
  const nested = ['{"customer_id":1,"line_items":[]}', JSON.stringify({ customer_id: 2, line_items: bought })]
  const { negative, columns } = await ofTexts([nested.join('\n')])
  expect(columns).toMatchObject({ item: 'line_items.sku' })
  expect(negative).toEqual({ column: 'line_items.quantity', rows: 1, first: 2 })
})

test('a row of parquet that is skipped, or of another shard, does not count', async () => {
  const path = join(folder, 'guests.parquet')
  const columns = { customer: ['1', null, '2'], product: ['tea', 'tea', 'rum'], qty: ['2', '-2', '(3)'] }
  parquetWriteFile({
    filename: path,
    columnData: Object.entries(columns).map(([name, data]) => ({ name, data, type: 'STRING' as const })),
  })
  const ofGuests = (options: ReadingOptions) =>
    readingOf((onReading) => readRatings(path, { ...options, missing: 'skip', onReading }))
  expect((await ofGuests({})).negative).toEqual({ column: 'qty', rows: 1, first: 3 })
  const shards = await Promise.all([0, 1].map((index) => ofGuests({ shard: { index, count: 2 } })))
  expect(shards.reduce((sum, { negative }) => sum + (negative?.rows ?? 0), 0)).toBe(1)
})

test('words for ratings in parquet are as in a text', async () => {
  const path = join(folder, 'liked.parquet')
  const columns = { user: ['1', '1', '2'], item: ['tea', 'rum', 'rum'], rating: ['true', 'False', 'true'] }
  parquetWriteFile({
    filename: path,
    columnData: Object.entries(columns).map(([name, data]) => ({ name, data, type: 'STRING' as const })),
  })
  expect((await readRatings(path)).values).toEqual(Float32Array.of(1, 0, 1))
  const mixed = { ...columns, rating: ['true', '4', 'false'] }
  parquetWriteFile({
    filename: path,
    columnData: Object.entries(mixed).map(([name, data]) => ({ name, data, type: 'STRING' as const })),
  })
  await expect(readRatings(path)).rejects.toThrow("row 2: expected a finite number as rating, got '4'")
})

test('a row of objects that is skipped does not count', async () => {
  const lines = ['{"customer":1,"product":"tea","qty":2}', '{"product":"rum","qty":-2}']
  const skipping = { missing: 'skip' } as const
  expect(await ofTexts([lines.join('\n')], skipping)).not.toHaveProperty('negative')
})
