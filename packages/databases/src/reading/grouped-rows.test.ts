import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { entriesOf, type ReadingOptions } from '@hvamp/data'
import { readRatings, readTableFile } from '@hvamp/data/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readDatabaseTable } from './read-database-table'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-lists-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('reads the lists that DuckDB aggregates as the rows that it unnests', async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`CREATE TABLE orders AS
    SELECT 'u' || (hash(i) % 50) AS user_id, hash(i, 2) % 30 AS item_id, (hash(i, 3) % 9)::DECIMAL(9, 2) / 2 AS rating,
      TIMESTAMP '2026-01-01' + INTERVAL (i) MINUTE AS time
    FROM range(2000) AS numbers(i)`)
  const write = async (name: string, query: string) => {
    const path = join(folder, `${name}.parquet`)
    await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`)
    return path
  }
  const grouped = 'SELECT user_id, list(item_id) AS items, list(rating) AS ratings, list(time) AS times'
  await connection.run(`CREATE TABLE lists AS ${grouped} FROM orders GROUP BY user_id ORDER BY user_id`)
  await connection.run(`CREATE TABLE events AS
    SELECT user_id, list({ item_id: item_id, rating: rating, time: time }) AS events FROM orders GROUP BY user_id ORDER BY user_id`)
  const read = async (path: string) => {
    const options: ReadingOptions = { timestamps: true }
    return [...entriesOf(await readRatings(path, options))]
  }
  const unnested = 'unnest(items) AS item_id, unnest(ratings) AS rating, unnest(times) AS time'
  const flat = await read(await write('flat', `SELECT user_id, ${unnested} FROM lists`))
  expect(flat.length).toBeGreaterThan(1000)
  expect(await read(await write('lists', 'SELECT * FROM lists'))).toEqual(flat)
  const events = await write('events', 'SELECT * FROM events')
  const unpacked = await write('unpacked', 'SELECT user_id, unnest(events, recursive := true) FROM events')
  expect(await read(events)).toEqual(await read(unpacked))
})

it('reads the lists of an item table of DuckDB, and of the parquet that it writes, and names what it does not read', async () => {
  const database = join(folder, 'shop.duckdb')
  const connection = await (await DuckDBInstance.create(database)).connect()
  await connection.run(`CREATE TABLE items AS
    SELECT 't' || i AS id, CASE i WHEN 0 THEN ['wool', NULL, 'red'] WHEN 1 THEN [] WHEN 3 THEN ['red'] END AS tags,
      [i, i + 1] AS groups, [0.5::FLOAT, i] AS embedding, { amount: i } AS price, [['a']] AS deep
    FROM range(4) AS numbers(i)`)
  const path = join(folder, 'items.parquet')
  await connection.run(`COPY items TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  const tables = [
    await readDatabaseTable(`duckdb:${database}`, { table: 'items' }),
    await readTableFile(path),
  ]
  for (const table of tables) {
    expect(table.column('tags')).toEqual({
      ...{ type: 'list', texts: ['wool', 'red'] },
      ...{ offsets: Int32Array.of(0, 2, 2, 2, 3), values: Int32Array.of(0, 1, 1) },
    })
    expect(table.column('groups')).toMatchObject({ type: 'list', texts: ['0', '1', '2', '3', '4'] })
    for (const name of ['deep', 'embedding', 'price'])
      expect(() => table.column(name)).toThrow(`as '${name}'`)
  }
  expect(tables[1]!.columnNames).toEqual(['id', 'tags', 'groups'])
  expect([...tables[1]!.unread!.keys()]).toEqual(['embedding', 'price', 'deep'])
  const rule = 'expected numbers, texts, booleans, dates, or lists of texts or integers as'
  expect(() => tables[1]!.column('embedding')).toThrow(
    `${path}: ${rule} 'embedding', got lists of other values`,
  )
  expect(() => tables[1]!.column('price')).toThrow(`${rule} 'price', got structures, or lists in lists`)
})
