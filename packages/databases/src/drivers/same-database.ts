import { type BigIntStats, statSync } from 'node:fs'
import { absoluteAddress, type DatabaseAddress, databaseAddress } from '../addresses/database-address'
import { telling } from './database-error'
import { openMysql } from './mysql'
import { openPostgres } from './postgres'

/** What a command reads or writes: a database, and of which tables it knows the names. */
export interface NamedTables {
  readonly address: string
  /** With the name of a schema and a point in front or not. */
  readonly tables?: readonly string[]
}

/**
 * Whether two addresses, however they are spelt, are of one database: files are compared as the system knows them, servers are asked who they are.
 *
 * A schema of MySQL is a database: one that the name of a table has in front counts beside that of the address.
 *
 * @throws naming the address: if a server cannot be reached
 * @example
 * const one = { address: 'postgres://shop@localhost/shop' }
 * await isSameDatabase(one, { address: 'postgresql://night@127.0.0.1:5432/shop' }) // true
 */
export async function isSameDatabase(one: NamedTables, other: NamedTables): Promise<boolean> {
  const [first, second] = [databaseAddress(one.address), databaseAddress(other.address)]
  if (first.kind !== second.kind) return false
  if (absoluteAddress(one.address) === absoluteAddress(other.address)) return true
  if (first.file !== undefined && second.file !== undefined) return isSameFile(first.file, second.file)
  if (first.kind !== 'mysql') return isSameInPostgres(await factsOf(first), await factsOf(second))
  const found = new Set(await namesInMysql(first, one.tables))
  return (await namesInMysql(second, other.tables)).some((name) => found.has(name))
}

/** Also by links, whichever way they were made. One that is not there is no other. */
function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((file): BigIntStats | undefined =>
    statSync(file, { bigint: true, throwIfNoEntry: false }),
  )
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev
}

/** What a server of PostgreSQL says of itself, where it has the functions and the user may call them. */
interface PostgresFacts {
  readonly database: string
  /** When it was started, in microseconds: a copy of its files runs since another time. */
  readonly started?: string | undefined
  /** What the cluster is called since it was made, and so are its standbys and all other copies of its files. */
  readonly cluster?: string | undefined
  readonly host: string
  readonly isStandby: boolean
}

/** By a fact that both know. A standby has the rows of another server, and so is the same as any of its cluster. */
function isSameInPostgres(one: PostgresFacts, other: PostgresFacts): boolean {
  const facts = ['started', 'cluster', 'host'] as const
  const ofStandbys = ['cluster', 'started', 'host'] as const
  const fact = (one.isStandby || other.isStandby ? ofStandbys : facts).find(
    (known) => one[known] !== undefined && other[known] !== undefined,
  )!
  return one.database === other.database && one[fact] === other[fact]
}

async function factsOf(address: DatabaseAddress): Promise<PostgresFacts> {
  const client = await openPostgres(address)
  /** The first row; without anything where a user may not ask, or it is another server that speaks as PostgreSQL. */
  const ask = (sql: string) =>
    client.query(sql).then(
      ({ rows: [row] }) => row,
      () => ({}),
    )
  try {
    const state = await ask(
      `SELECT (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint AS started, pg_is_in_recovery() AS "isStandby"`,
    )
    const identity = await ask('SELECT system_identifier AS cluster FROM pg_control_system()')
    const { rows } = await telling(address, () => client.query('SELECT current_database() AS name'))
    const host = client.host.replace(/^(127\.0\.0\.1|::1)$/, 'localhost')
    return { isStandby: false, ...state, ...identity, database: rows[0].name, host: `${host}:${client.port}` }
  } finally {
    await client.end()
  }
}

/** What the server is called, with each schema that is meant. */
async function namesInMysql(address: DatabaseAddress, tables: readonly string[] = []): Promise<string[]> {
  const connection = await openMysql(address)
  const rows = async (sql: string) =>
    telling(address, async () => (await connection.promise().query(sql))[0] as unknown as (string | null)[][])
  try {
    const server = await rows(
      "SHOW GLOBAL VARIABLES WHERE variable_name IN ('server_uuid', 'server_uid', 'hostname', 'port', 'datadir')",
    )
    const [[schema]] = (await rows('SELECT DATABASE()')) as [[string | null]]
    const schemas = [
      schema,
      ...tables.filter((table) => table.includes('.')).map((table) => table.split('.')[0]!),
    ]
    return schemas.filter((name) => name !== null).map((name) => JSON.stringify([server, name.toLowerCase()]))
  } finally {
    connection.destroy()
  }
}
