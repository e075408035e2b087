import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rejected, type TestDatabase, testKinds } from '../servers.fixture'
import { type WriteOptions, writeTable } from './write-table'

const columns: WriteOptions['columns'] = [
  { name: 'user_id', type: 'text' },
  { name: 'rank', type: 'integer' },
]
const key = ['user_id', 'rank']

describe.each(testKinds.filter(({ name }) => name === 'PGlite' || name === 'PostgreSQL'))('$name', (kind) => {
  const { missing, start } = kind
  const test = missing === undefined ? it : it.skip
  const why = missing === undefined ? '' : ` (skipped: ${missing})`
  let database: TestDatabase
  beforeAll(async () => {
    if (missing === undefined) database = await start()
  })
  afterAll(() => database?.stop())
  const write = (table: string, rows: Parameters<typeof writeTable>[1], more: Partial<WriteOptions> = {}) =>
    writeTable(database.address, rows, { table, columns, key, ...more })

  test(`leaves and counts no rows of tables that inherit from it${why}`, async () => {
    await write('parent', [['ann', 1]])
    await database.run(
      'CREATE TABLE child (note text) INHERITS (parent)',
      "INSERT INTO child VALUES ('eve', 7, 'precious')",
    )
    const counts: unknown[] = []
    await write('parent', [['bob', 2]], { check: (seen) => void counts.push(seen) })
    expect(counts).toEqual([{ written: 1, before: 1 }])
    expect(await database.rows('SELECT * FROM parent ORDER BY rank')).toEqual([
      ['bob', '2'],
      ['eve', '7'],
    ])
  })

  test(`refuses a partitioned table${why}`, async () => {
    await database.run(
      'CREATE TABLE parts (user_id text, rank integer) PARTITION BY LIST (rank)',
      'CREATE TABLE part_1 PARTITION OF parts FOR VALUES IN (1)',
    )
    expect(await rejected(write('parts', [['ann', 1]], { replace: true }))).toMatch(
      /: parts must be a table, got a view or another relation$/,
    )
  })
})
