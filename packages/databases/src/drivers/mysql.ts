import type { Readable } from 'node:stream'
import type { Connection } from 'mysql2'
import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from './database-error'
import { importDriver } from './import-driver'

const patience = 15_000 // milliseconds until a server that does not answer counts as out of reach
const TIMES: ReadonlySet<string> = new Set(['DATE', 'DATETIME', 'TIMESTAMP'])

/** Whether a date is the one that MySQL keeps in place of none: 0000-00-00. */
const isZeroDate = (value: unknown) => typeof value === 'string' && value.startsWith('0000-00-00')

/**
 * Connects to MySQL or MariaDB. A password that the address leaves out is taken from MYSQL_PWD.
 *
 * Integers beyond 53 bits, decimals and times come as text, times are in UTC, and 0000-00-00 is null.
 *
 * @throws if the package mysql2 is missing, nothing answers, or the user is refused
 */
export async function openMysql(address: DatabaseAddress): Promise<Connection> {
  const { createConnection } = await importDriver<typeof import('mysql2')>('mysql2', address.shown)
  const { MYSQL_PWD: password } = process.env
  const connection = createConnection({
    uri: address.full,
    ...(new URL(address.full).password === '' && password !== undefined && { password }),
    connectTimeout: patience,
    enableKeepAlive: true,
    rowsAsArray: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    typeCast: (field, next) => {
      if (field.type === 'BIT') return bitsOf(field.buffer())
      const value = next()
      return TIMES.has(field.type) && isZeroDate(value) ? null : value
    },
  })
  connection.on('error', () => {}) // a lost connection fails the query that runs, or the next one; a stream of rows: see streamMysql
  try {
    await telling(address, async () => {
      await connection.promise().connect()
      await connection.promise().query("SET time_zone = '+00:00'")
    })
  } catch (error) {
    connection.destroy() // else its socket would keep the process until the server closes it
    throw error
  }
  return connection
}

/**
 * The rows of a query as they come.
 *
 * The driver tells of a lost connection by an event of the connection, of which such a query knows nothing: here the stream fails of it.
 */
export function streamMysql(connection: Connection, sql: string, highWaterMark: number): Readable {
  let lost: Error | undefined
  const noteLoss = (error: Error) => {
    lost = error
  }
  connection.once('error', noteLoss) // of one that is lost already, before there is a stream
  const stream = connection.query(sql).stream({ highWaterMark })
  connection.off('error', noteLoss)
  const fail = (error: Error) => void stream.destroy(error)
  connection.once('error', fail)
  stream.once('close', () => connection.off('error', fail))
  if (lost) fail(lost)
  return stream
}

/** The number that bits are, which a column has up to 64 of. */
function bitsOf(bytes: Buffer | null): number | bigint | null {
  if (bytes === null) return null
  const bits = BigInt(`0x${bytes.toString('hex')}`)
  return bits <= Number.MAX_SAFE_INTEGER ? Number(bits) : bits
}

/** Ends the query that a connection runs, by another connection. */
export async function cancelMysql(address: DatabaseAddress, { threadId }: Connection): Promise<void> {
  const other = await openMysql(address)
  try {
    await other.promise().query(`KILL QUERY ${Number(threadId)}`)
  } finally {
    other.destroy()
  }
}
