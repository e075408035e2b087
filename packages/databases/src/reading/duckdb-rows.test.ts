import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rejected } from '../servers.fixture'
import { readDatabase } from './read-database'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-duckdb-rows-'))
  await writeFile(join(folder, 'orders.csv'), 'customer,product\nann,tea\nbob,rum\n')
})
afterAll(() => rm(folder, { recursive: true }))

const read = (query: string) =>
  readDatabase('duckdb::memory:', { query: query.replaceAll('FOLDER', folder), missing: 'skip' })
const orders = "SELECT customer, product FROM 'FOLDER/orders.csv'"

test.each([
  `${orders} WHERE customer = 'ann'; ${orders} WHERE customer = 'bob'`,
  `COPY (${orders}) TO 'FOLDER/copied.csv'; ${orders}`,
  `SET threads = 1; COPY (${orders}) TO 'FOLDER/copied.csv'; ${orders}`,
])('refuses several statements, and runs none: %s', async (query) => {
  expect(await rejected(read(query))).toBe('duckdb::memory:: query must be one statement, got several')
  expect(existsSync(join(folder, 'copied.csv'))).toBe(false)
})

test.each([`COPY (${orders}) TO 'FOLDER/copied.csv'`, `EXPLAIN ANALYZE ${orders}`, 'SET threads = 1'])(
  'refuses a statement that finds no rows: %s',
  async (query) => {
    expect(await rejected(read(query))).toBe('duckdb::memory:: must be a query that finds rows')
    expect(existsSync(join(folder, 'copied.csv'))).toBe(false)
  },
)

test.each([
  orders,
  `${orders}; -- all`,
  "FROM 'FOLDER/orders.csv'",
  `WITH orders AS (${orders}) SELECT * FROM orders WHERE customer <> ';'`,
  "SELECT * FROM (VALUES ('ann', 'tea'), ('bob', 'rum')) AS orders (customer, product)",
  "CALL read_csv('FOLDER/orders.csv')",
  `SET threads = 1; SET VARIABLE least = 0; ${orders}`,
  "SELECT customer, 'tea' AS product FROM (PIVOT 'FOLDER/orders.csv' ON product USING count(*)) ORDER BY customer",
])('reads one statement, with settings before it or not: %s', async (query) => {
  expect((await read(query)).interactions.userIds).toEqual(['ann', 'bob'])
})
