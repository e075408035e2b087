import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rejected, type TestDatabase, testKinds } from '../servers.fixture'
import { readDatabase } from './read-database'
import { readDatabaseTable } from './read-database-table'

let database: TestDatabase
beforeAll(async () => {
  database = await testKinds.find(({ name }) => name === 'SQLite')!.start()
  await database.run('CREATE TABLE orders (customer TEXT, product TEXT)')
  await database.run("INSERT INTO orders VALUES ('ann', 'tea')")
})
afterAll(() => database.stop())
const read = (query: string, signal?: AbortSignal) => readDatabase(database.address, { query, signal })

/** A query that counts for a while before its only row, and one that does before each of many. */
const count = (to: number) =>
  `(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < ${to}) SELECT count(*) FROM s)`
const slow = [
  `SELECT ${count(1_000_000)} AS customer, 1 AS product`,
  `WITH RECURSIVE rows(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM rows WHERE n < 900)
    SELECT ${count(3000).replace('n < 3000', 'n < 3000 + rows.n')} AS customer, n AS product FROM rows`,
]
test.each(slow)('ends at a signal that comes while rows are sought: %s', async (query) => {
  for (const work of [
    (signal: AbortSignal) => read(query, signal),
    (signal: AbortSignal) => readDatabaseTable(database.address, { query, signal }),
  ]) {
    const controller = new AbortController()
    const timer = setTimeout(10).then(() => controller.abort())
    expect(await rejected(work(controller.signal))).toMatch(/abort/i)
    await timer
  }
})
