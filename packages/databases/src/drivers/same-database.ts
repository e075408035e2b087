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
  const names = first.kind === 'mysql' ? namesInMysql : namesInPostgres
  const found = new Set(await names(first, one.tables))
  return (await names(second, other.tables)).some((name) => found.has(name))
}

/** Also by links, whichever way they were made. One that is not there is no other. */
function isSameFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((file): BigIntStats | undefined =>
    statSync(file, { bigint: true, throwIfNoEntry: false }),
  )
  return first !== undefined && first.ino === second?.ino && first.dev === second.dev
}

/** What the cluster is called since it was made, and so are its replicas, with the name of the database. */
async function namesInPostgres(address: DatabaseAddress): Promise<string[]> {
  const client = await openPostgres(address)
  try {
    const identity = 'SELECT system_identifier FROM pg_control_system()'
    const asked = await client.query(identity).catch(() => undefined) // another server that speaks as PostgreSQL
    const host = client.host.replace(/^(127\.0\.0\.1|::1)$/, 'localhost')
    const server = asked?.rows[0].system_identifier ?? `${host}:${client.port}`
    const { rows } = await telling(address, () => client.query('SELECT current_database() AS name'))
    return [JSON.stringify([server, rows[0].name])]
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
