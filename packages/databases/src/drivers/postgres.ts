import type { Duplex } from 'node:stream'
import type { Client } from 'pg'
import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from './database-error'
import { importDriver } from './import-driver'

const patience = 15_000 // milliseconds until a server that does not answer counts as out of reach

/**
 * Connects to PostgreSQL. What the address leaves out is taken from PGHOST, PGUSER, PGPASSWORD and so on, or ~/.pgpass.
 *
 * Values come as text, but for small integers, floats and booleans.
 *
 * @throws if the package pg is missing, nothing answers, or the user is refused
 */
export async function openPostgres(address: DatabaseAddress, milliseconds = patience): Promise<Client> {
  const { Client: PostgresClient } = await importDriver<typeof import('pg')>('pg', address.shown)
  const client = new PostgresClient({
    connectionString: address.full,
    application_name: 'hvamp',
    connectionTimeoutMillis: milliseconds,
    keepAlive: true,
    types: { getTypeParser: (oid: number) => parsers.get(oid) ?? asText } as never,
  })
  client.on('error', () => {}) // a lost connection fails the query that runs, or the next one
  try {
    await telling(address, () => client.connect())
  } catch (error) {
    streamOf(client).destroy() // a server that waits for a password leaves it open, and the process would wait with it
    throw error
  }
  return client
}

/** The socket of a client, which the package's types do not know. */
function streamOf(client: Client): Duplex {
  return (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection.stream
}

const asText = (text: string) => text
const asNumber = (text: string) => Number(text)

/** Of the types whose values are no text: bool, int2, int4, float4, float8. */
const parsers = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'],
  [21, asNumber],
  [23, asNumber],
  [700, asNumber],
  [701, asNumber],
])

/** Ends the query that a connection runs, by another connection. */
export async function cancelPostgres(address: DatabaseAddress, client: Client): Promise<void> {
  const { processID } = client as unknown as { processID: number | null }
  const other = await openPostgres(address, 5000)
  try {
    await other.query('SELECT pg_cancel_backend($1)', [processID])
  } finally {
    await other.end()
  }
}
