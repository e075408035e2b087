import type { QueryArrayConfig } from 'pg'
import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { doubleQuotes, requireWholeInPostgres, tableParts } from '../drivers/identifiers'
import { cancelPostgres, openPostgres } from '../drivers/postgres'
import { type CellType, cellsOf, type RowConnection } from './query-rows'

const batch = 5000 // rows fetched at a time

/** Types by the numbers that PostgreSQL has for them. */
const types: ReadonlyMap<number, CellType> = new Map([
  ...[20, 21, 23, 26].map((oid) => [oid, 'integer'] as const),
  ...[700, 701, 1700].map((oid) => [oid, 'number'] as const),
  ...[1082, 1114, 1184].map((oid) => [oid, 'date'] as const),
  ...[18, 19, 25, 1042, 1043].map((oid) => [oid, 'text'] as const),
  [16, 'boolean'],
  [2950, 'uuid'],
])

/** Reads from PostgreSQL by a cursor in a transaction that only reads. */
export async function postgresRows(address: DatabaseAddress): Promise<RowConnection> {
  const client = await openPostgres(address)
  let cursors = 0
  let running = 0
  async function run(query: string | Partial<QueryArrayConfig>) {
    running++
    try {
      return await telling(address, () => client.query<unknown[]>(query as QueryArrayConfig))
    } finally {
      running--
    }
  }
  const settings = [
    'BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY',
    "SET LOCAL DateStyle = 'ISO'",
    'SET LOCAL synchronize_seqscans = off', // the same rows in the same order each time
    'SET LOCAL cursor_tuple_fraction = 1', // all rows are fetched
  ]
  try {
    for (const sql of settings) await run(sql)
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  return {
    async query(sql) {
      const cursor = `hvamp_${cursors++}`
      // the extended protocol takes one statement only
      const declaration = {
        text: `DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`,
        queryMode: 'extended',
      }
      await run(declaration)
      const { fields } = await run(`FETCH 0 FROM ${cursor}`)
      return {
        columns: fields.map(({ name }) => name),
        typeOf: (column) => types.get(fields[column]!.dataTypeID),
        async *batches(columns) {
          for (;;) {
            const { rows } = await run({ text: `FETCH FORWARD ${batch} FROM ${cursor}`, rowMode: 'array' })
            if (rows.length > 0) yield cellsOf(rows, columns, fields.length)
            if (rows.length < batch) return
          }
        },
      }
    },
    table(name) {
      requireWholeInPostgres(tableParts(name))
      return doubleQuotes.table(name)
    },
    column: doubleQuotes.name,
    async cancel() {
      if (running > 0) await cancelPostgres(address, client)
    },
    close: () => client.end(),
  }
}
