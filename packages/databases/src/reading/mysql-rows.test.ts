import { entriesOf } from '@hvamp/data'
import { expect } from 'vitest'
import { databaseAddress } from '../addresses/database-address'
import { isDatabaseError } from '../drivers/database-error'
import { rejected, shareDatabase, testKinds } from '../servers.fixture'
import { mysqlRows } from './mysql-rows'
import { readDatabase } from './read-database'
import { readDatabaseTable } from './read-database-table'

const { database, test, why } = shareDatabase(testKinds.find(({ name }) => name === 'MariaDB')!)

/** The rows of a table of MariaDB that has none: enough that most are not sent yet when the first are read. */
const many = "SELECT seq AS customer, seq % 50 AS product, REPEAT('x', 200) AS note FROM seq_1_to_300000"
/** Ends the connections that read them. */
async function killReaders() {
  const reading = "user = 'shop' AND id <> CONNECTION_ID()"
  for (const [id] of await database.rows(`SELECT id FROM information_schema.processlist WHERE ${reading}`))
    await database.run(`KILL ${id}`)
}

test(`says that a connection is lost while rows are read${why}`, async () => {
  let isKilled = false
  const onProgress = () => {
    if (!isKilled) void killReaders()
    isKilled = true
  }
  const error = await readDatabase(database.address, { query: many, onProgress }).catch((lost) => lost)
  expect(isKilled).toBe(true)
  expect(isDatabaseError(error)).toBe(true)
  expect(error.message).toMatch(/^mariadb:\/\/shop@.*: .*(lost|killed)/i)
})

test(`says so of a table that waits for its first row${why}`, async () => {
  const reading = rejected(
    readDatabaseTable(database.address, { query: 'SELECT SLEEP(60) AS id, 1 AS price' }),
  )
  const running = "SELECT id FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'"
  while ((await database.rows(running)).length === 0);
  await killReaders()
  expect(await reading).toMatch(/lost|killed/i)
})

test(`says so where it was lost before the query${why}`, async () => {
  const connection = await mysqlRows(databaseAddress(database.address))
  await killReaders()
  const query = () => rejected(connection.query(many))
  await expect.poll(query).toMatch(/lost|closed/i)
  expect(await query()).toMatch(/closed/i)
  await connection.close()
})

test(`reads the one result of a procedure, and refuses several${why}`, async () => {
  await database.run(
    'CREATE PROCEDURE one() SELECT 1 AS customer, 2 AS product',
    'CREATE PROCEDURE two() BEGIN SELECT 1 AS customer, 2 AS product; SELECT 3 AS customer, 4 AS product; END',
    'GRANT EXECUTE ON test.* TO shop@localhost',
  )
  const { interactions } = await readDatabase(database.address, { query: 'CALL one()' })
  expect([interactions.userIds, interactions.itemIds]).toEqual([['1'], ['2']])
  expect(await rejected(readDatabase(database.address, { query: 'CALL two()' }))).toContain(
    ': must be a query with one result, got a procedure with several',
  )
})

test(`reads bits as the number that they are, up to 64 of them${why}`, async () => {
  await database.run(
    'CREATE TABLE bits (customer BIT(16), product BIT(64), rating BIT(1))',
    "INSERT INTO bits VALUES (1, 1, b'1'), (257, 18446744073709551615, b'0'), (NULL, 9007199254740993, b'1')",
  )
  const rows = { query: 'SELECT * FROM bits ORDER BY product', missing: 'skip' } as const
  const { interactions } = await readDatabase(database.address, rows)
  expect([...entriesOf(interactions)]).toEqual([
    { user: '1', item: '1', value: 1 },
    { user: '257', item: '18446744073709551615', value: 0 },
  ])
})
