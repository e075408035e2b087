import { createHash } from 'node:crypto'
import { type Interactions, type ReadingOptions, readRows } from '@hvamp/data'
import { requireKnown } from '@hvamp/random'
import { databaseAddress } from '../addresses/database-address'
import { type RowChoice, withRows } from './open-rows'
import type { Row } from './query-rows'
import { wideColumns } from './wide-columns'

/** Interactions of a database, and what tells whether its rows are still the same. */
export interface DatabaseInteractions {
  readonly interactions: Interactions
  /** Of the cells that were read, as text. */
  readonly bytes: number
  /** Of the same. */
  readonly sha256: string
}

/** Which rows, and how their columns are read; `header: false` says that numbers of columns are places of a file without header. */
export type DatabaseReading = RowChoice &
  Omit<ReadingOptions, 'format' | 'likelyFormat' | 'skipLines' | 'skipLast' | 'delimiter' | 'quoting'>

/**
 * Reads interactions from a database in one transaction that only reads, batch by batch: memory holds a batch of rows and the
 * interactions.
 *
 * Columns are found as in a file with a header, by `columns` or by known names. Integers of any size, UUIDs and text are ids as
 * they are; NULL is none. Numbers and booleans are ratings, dates, timestamps and numbers times.
 *
 * @param address `postgres://user@host/database`, `mysql://…`, `mariadb://…`, `sqlite:file` or `duckdb:file`; errors show it
 *   without its password
 * @throws naming the address: if the driver is not installed, the database cannot be reached or refuses the query, columns are
 *   missing, or a row has a value that is none of its column; the signal's reason if aborted, when the query has ended too
 * @example
 * const { interactions } = await readDatabase('postgres://shop@localhost/shop', {
 *   query: 'SELECT customer, product FROM orders WHERE customer IS NOT NULL',
 * })
 */
export async function readDatabase(address: string, given: DatabaseReading): Promise<DatabaseInteractions> {
  requireKnown('readDatabase: options', given, {
    ...{
      query: true,
      table: true,
      columns: true,
      header: true,
      ratings: true,
      timestamps: true,
      missing: true,
      decimal: true,
      dateOrder: true,
      encoding: true,
    },
    ...{ limits: true, onReading: true, onProgress: true, signal: true, shard: true, builder: true },
  })
  const { query, table, ...options } = given
  const parsed = databaseAddress(address)
  const hash = createHash('sha256')
  let bytes = 0
  const interactions = await withRows(parsed, { query, table }, options.signal, (rows) => {
    const wide = wideColumns(rows)
    async function* counted(columns: readonly number[], looked: number) {
      for await (const batch of rows.batches(columns)) {
        wide.note(batch, columns)
        const text = textOf(batch, columns.length - looked)
        bytes += Buffer.byteLength(text)
        hash.update(text)
        yield batch
      }
    }
    return readRows({ ...rows, batches: counted, typeOf: wide.typeOf }, { ...options, name: parsed.shown })
  })
  return { interactions, bytes, sha256: hash.digest('hex') }
}

/** A line a row, which is the same whether a driver gives an integer as number, bigint or text. */
function textOf(rows: readonly Row[], width: number): string {
  const text = (cell: unknown) => (cell === null || cell === undefined ? null : String(cell))
  return rows.map((row) => `${JSON.stringify(row.slice(0, width).map(text))}\n`).join('')
}
