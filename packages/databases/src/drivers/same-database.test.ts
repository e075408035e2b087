import { startPostgres } from '@hvamp/testing/postgres-server'
import { describe, expect, it } from 'vitest'
import { databaseAddress } from '../addresses/database-address'
import { shareDatabase, type TestKind, testKinds } from '../servers.fixture'
import { openPostgres } from './postgres'
import { isSameDatabase } from './same-database'

const kindOf = (wanted: string): TestKind => testKinds.find(({ name }) => name === wanted)!

describe.each(['PGlite', 'PostgreSQL'])('%s', (name) => {
  const { database, test, why } = shareDatabase(kindOf(name))
  test(`is one however its address is spelt${why}`, async () => {
    const { address } = database
    const spelt = address.replace('postgres:', 'postgresql:').replace('127.0.0.1', 'localhost')
    for (const other of [spelt, `${address}?sslmode=disable`])
      expect(await isSameDatabase({ address }, { address: other })).toBe(true)
  })
})

describe('PostgreSQL', () => {
  const { database, test, why } = shareDatabase(kindOf('PostgreSQL'))
  const { database: other } = shareDatabase(kindOf('PostgreSQL'))
  test(`is another of another name, and on another server${why}`, async () => {
    const { address } = database
    await database.run('CREATE DATABASE lists')
    const lists = address.replace(/postgres$/, 'lists')
    expect(await isSameDatabase({ address }, { address: lists })).toBe(false)
    expect(await isSameDatabase({ address: lists }, { address: `${lists}?application_name=x` })).toBe(true)
    expect(await isSameDatabase({ address }, { address: other.address })).toBe(false)
  })

  test(`is one for users who may ask for less of the server${why}`, async () => {
    const { address } = database
    await database.run(
      'REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC',
      "CREATE ROLE night LOGIN PASSWORD 'secret'",
    )
    const night = address.replace('shop:', 'night:').replace('127.0.0.1', 'localhost')
    expect(await isSameDatabase({ address }, { address: night })).toBe(true)
    expect(await isSameDatabase({ address: other.address }, { address: night })).toBe(false)
  })

  test(`is one on a standby, and another once that is promoted${why}`, async () => {
    const { address } = database
    const { port } = new URL(address)
    const standby = await startPostgres(Number(port))
    try {
      const copy = { address: address.replace(port, String(standby.port)) }
      expect(await isSameDatabase({ address }, copy)).toBe(true)
      expect(await isSameDatabase(copy, { address })).toBe(true)
      const client = await openPostgres(databaseAddress(copy.address))
      await client.query('SELECT pg_promote()').finally(() => client.end())
      expect(await isSameDatabase({ address }, copy)).toBe(false)
      expect(await isSameDatabase(copy, { address: `${copy.address}?sslmode=disable` })).toBe(true)
    } finally {
      await standby.stop()
    }
  })
})

describe('MariaDB', () => {
  const { database, test, why } = shareDatabase(kindOf('MariaDB'))
  const { database: other } = shareDatabase(kindOf('MariaDB'))
  test(`is one however its address is spelt, and by the schemas of tables${why}`, async () => {
    const { address } = database
    const spelt = address.replace('mariadb:', 'mysql:').replace('127.0.0.1', 'localhost')
    expect(await isSameDatabase({ address }, { address: spelt })).toBe(true)
    expect(await isSameDatabase({ address }, { address: other.address })).toBe(false)
    await database.run('CREATE DATABASE lists', 'GRANT ALL ON lists.* TO shop@localhost')
    const lists = { address: spelt.replace(/test$/, 'lists') }
    expect(await isSameDatabase({ address }, lists)).toBe(false)
    expect(await isSameDatabase({ address, tables: ['orders'] }, lists)).toBe(false)
    expect(await isSameDatabase({ address, tables: ['lists.orders'] }, lists)).toBe(true)
    expect(await isSameDatabase({ address }, { ...lists, tables: ['test.orders'] })).toBe(true)
  })
})

it('is another of another kind, without a look at either', async () => {
  const one = { address: 'postgres://localhost:1/shop' }
  for (const address of ['mysql://localhost:1/shop', 'sqlite:shop'])
    expect(await isSameDatabase(one, { address })).toBe(false)
  expect(await isSameDatabase(one, one)).toBe(true)
})
