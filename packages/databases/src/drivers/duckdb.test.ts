import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { absoluteAddress, databaseAddress } from '../addresses/database-address'
import { readDatabase } from '../reading/read-database'
import { openDuckDB } from './duckdb'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-duckdb-'))
  await writeFile(
    join(folder, 'orders.csv'),
    'customer,product,state\nann,tea,paid\nbob,rum,void\nann,rum,paid\n',
  )
})
afterAll(() => rm(folder, { recursive: true }))

it('finds the rows of a query in files, without a database', async () => {
  const query = `SELECT customer, product FROM '${join(folder, 'orders.csv')}' WHERE state = 'paid'`
  const { interactions } = await readDatabase(absoluteAddress('duckdb::memory:'), { query })
  expect([interactions.userIds, interactions.itemIds]).toEqual([['ann'], ['tea', 'rum']])
})

it('writes nothing to memory, and names it where a file to be read is missing', async () => {
  await expect(openDuckDB(databaseAddress('duckdb::memory:'), { readOnly: false })).rejects.toThrow(
    'duckdb::memory:: must be a file to write to, got a database in memory, which ends with the process',
  )
  await expect(openDuckDB(databaseAddress('duckdb:nowhere.duckdb'), { readOnly: true })).rejects.toThrow(
    'duckdb:nowhere.duckdb: must be a file, got no such file: a query of other files needs none, duckdb::memory:',
  )
})
