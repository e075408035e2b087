import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { databaseAddress } from '../addresses/database-address'
import { openSqlite } from '../drivers/sqlite'
import { rejected, type TestDatabase, testKinds } from '../servers.fixture'
import { requireWritableTable, writeTable } from '../writing/write-table'
import { readDatabase } from './read-database'
import { sqliteRows } from './sqlite-rows'

let database: TestDatabase
beforeAll(async () => {
  database = await testKinds.find(({ name }) => name === 'SQLite')!.start()
  await database.run('CREATE TABLE orders (customer TEXT, product TEXT)')
  await database.run("INSERT INTO orders VALUES ('ann', 'tea')")
})
afterAll(() => database.stop())
const orders = 'SELECT customer, product FROM orders'
const read = (query: string, signal?: AbortSignal) => readDatabase(database.address, { query, signal })

test.each([
  `${orders}; ${orders}`,
  `${orders} -- all\n; DROP TABLE orders`,
  `${orders} /* ; */ ;; x`,
  `${orders};\n${'-'.repeat(80)}\n${orders}`, // whose search must not take years
  `${orders}; /* all */ ${orders}`,
])('refuses several statements: %j', async (query) => {
  expect(await rejected(read(query))).toContain(
    `${database.address}: query must be one statement, got several`,
  )
})

test.each([
  `${orders};`,
  `${orders}; -- all`,
  `${orders} /* ; */; /* all`,
  `${orders} WHERE ';' <> '; --'\n;;\n`,
])('reads one statement: %j', async (query) => {
  expect((await read(query)).interactions.userIds).toEqual(['ann'])
})

/** A query that counts for a while before its only row, and one that does before each of many. */
const count = (to: number) =>
  `(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${to}) SELECT count(*) FROM s)`
const slow = [
  `SELECT ${count(1_000_000)} AS customer, 1 AS product`,
  `WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < 900)
    SELECT ${count(3000).replace('n < 3000', 'n < 3000 + rows.n')} AS customer, n AS product FROM rows`,
]
test.each(slow)('ends when it is cancelled while rows are sought: %s', async (query) => {
  const connection = await sqliteRows(databaseAddress(database.address))
  const { batches } = await connection.query(query)
  const all = async () => {
    for await (const _ of batches([0, 1]));
  }
  const cancelled = setTimeout(1).then(() => connection.cancel()) // due while the first row is sought
  expect(await rejected(all())).toBe(`${database.address}: interrupted`)
  await cancelled
  await connection.close()
})

describe('while another process has the file to itself', () => {
  it('waits, while other work of this process goes on', async () => {
    const writer = await openSqlite(databaseAddress(database.address), { readOnly: false })
    writer.run('BEGIN EXCLUSIVE')
    const reading = read(orders)
    const began = performance.now()
    await setTimeout(300)
    expect(performance.now() - began).toBeLessThan(5000)
    writer.run('COMMIT')
    writer.close()
    expect((await reading).interactions.userIds).toEqual(['ann'])
  })

  it('ends at the signal, and says so where it takes too long, once', async () => {
    const writer = await openSqlite(databaseAddress(database.address), { readOnly: false })
    writer.run('BEGIN EXCLUSIVE')
    const reason = new Error('stopped')
    const stopping = new AbortController()
    const reading = read(orders, stopping.signal)
    await setTimeout(50)
    stopping.abort(reason)
    await expect(reading).rejects.toBe(reason)
    const began = performance.now()
    expect(await rejected(read('SELECT nothing'))).toBe(`${database.address}: database is locked`)
    expect(performance.now() - began).toBeLessThan(18_000) // not twice
    writer.run('COMMIT')
    writer.close()
  })
})

it('writes nothing to memory', async () => {
  const inMemory =
    'sqlite::memory:: must be a file to write to, got a database in memory, which ends with the process'
  expect(await rejected(requireWritableTable('sqlite::memory:', { table: 'lists' }))).toBe(inMemory)
  const columns = [{ name: 'id', type: 'text' }] as const
  expect(await rejected(writeTable('sqlite::memory:', [], { table: 'lists', columns, key: ['id'] }))).toBe(
    inMemory,
  )
  expect(await rejected(requireWritableTable('duckdb::memory:', { table: 'lists' }))).toBe(
    inMemory.replace('sqlite', 'duckdb'),
  )
})
