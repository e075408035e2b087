import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { entriesOf, type ReadingOptions } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { afterAll, beforeAll, expect, it } from 'vitest'

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
