import { expect, it } from 'vitest'
import { type ReadingOptions, readInteractions, readRows } from '../index'

type Row = readonly [user: string | number, item: string | number]

/** Rows as JSON, and as those of a database: parquet adds rows in the same way as these. */
const readers: readonly (readonly [
  string,
  (rows: readonly Row[], options?: ReadingOptions) => Promise<unknown>,
])[] = [
  [
    'JSON',
    (rows, options) =>
      readInteractions(new Blob(rows.map(([user, item]) => `${JSON.stringify({ user, item })}\n`)), {
        name: 'rows',
        ...options,
      }),
  ],
  [
    'JSON on one line',
    (rows, options) =>
      readInteractions(new Blob([JSON.stringify(rows.map(([user, item]) => ({ user, item })))]), {
        name: 'rows',
        ...options,
      }),
  ],
  [
    'a database',
    (rows, options) =>
      readRows(
        {
          columns: ['user', 'item'],
          async *batches(columns) {
            yield rows.map((row) => columns.map((column) => row[column]))
          },
        },
        options,
      ),
  ],
]
const entries: readonly Row[] = Array.from({ length: 60 }, (_, i) => [100 + (i % 25), `a${i % 23}`])

it.each(readers)('rows that are no entries are refused, or kept by choice: %s', async (_, read) => {
  const refused = (row: Row, at: 'first' | 'last') =>
    read(at === 'first' ? [row, ...entries] : [...entries, row])
  await expect(refused(['Grand Total', 'a1'], 'last')).rejects.toThrow(/a row of totals/)
  await expect(refused(['Total', 'a1'], 'last')).rejects.toMatchObject({
    message: expect.stringMatching(
      /^rows:.* expected an entry, got a row of totals, 'Total'; remove the row/,
    ),
    options: ['missing', "missing 'keep'"],
  })
  for (const label of ['Total', 'Razem', 'Ogółem', 'Celkem', 'Összesen', 'Totalt', 'Итого', 'Toplam']) {
    await expect(refused([101, label], 'last')).rejects.toThrow(`got a row of totals, '${label}'`)
  }
  await expect(refused(['user', 'item'], 'first')).rejects.toThrow(
    "got the header of another table, 'user, item'",
  )
  await expect(refused(['bigint', 'varchar'], 'first')).rejects.toThrow(
    "got a row of types, 'bigint, varchar'",
  )
  await expect(refused(['the buyer', 'what was bought'], 'first')).rejects.toThrow('unlike all others')
  await read([...entries, ['Total', 'a1']], { missing: 'keep' })
  const skipped: unknown[] = []
  await read([...entries.slice(0, 30), ['Total', 'a1'], [101, 'Total'], ...entries.slice(30)], {
    missing: 'skip',
    onReading: (reading) =>
      skipped.push(reading.rows, ...reading.skipped.map(({ reason, rows }) => [reason, rows])),
  })
  expect(skipped).toEqual([60, ['no entry', 2]])
})

it.each(readers)('a name that is also a label of totals is read among names: %s', async (_, read) => {
  const names: readonly Row[] = ['ann', 'bob', 'Total', 'eve'].map((name, i) => [name, i])
  await read(names)
})

it('a row of types below the header is none where types are in others, or stands for a rating or a time', async () => {
  const read = (types: string, options: ReadingOptions = {}) => {
    const rows = entries.map(
      ([user, item], i) => `u${user}\t${item}\t${(i % 5) + 1}\t2024-01-01 10:00:0${i % 9}`,
    )
    const text = ['user_id\titem_id\trating\tts', types, ...rows].join('\n')
    return readInteractions(new Blob([text]), { name: 'rows.tsv', timestamps: true, ...options })
  }
  for (const cells of [
    ['String', 'LowCardinality(String)', 'UInt8', 'DateTime'],
    ['Nullable(String)', 'FixedString(16)', 'Nullable(Float32)', 'DateTime64(3)'],
    ['LowCardinality(Nullable(String))', 'UInt128', 'Decimal(10, 2)', "DateTime64(3, 'Europe/Berlin')"],
    ['<chr>', '<int>', '<dbl>', '<dttm>'],
  ]) {
    await expect(read(cells.join('\t'))).rejects.toThrow(
      `rows.tsv:2: expected an entry, got a row of types, '${cells[0]}, ${cells[1]}'; remove the row`,
    )
    for (const options of [{}, { columns: { rating: 'rating' } }, { ratings: false, timestamps: false }]) {
      const { items } = await read(cells.join('\t'), { ...options, missing: 'skip' })
      expect(items).toHaveLength(60)
    }
  }
  await expect(read('u1\ti1\tgreat\tnow', { missing: 'refuse' })).rejects.toThrow(/'great'/)
})
