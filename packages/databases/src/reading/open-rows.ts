import type { DatabaseAddress, DatabaseKind } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { duckdbRows } from './duckdb-rows'
import { mysqlRows } from './mysql-rows'
import { postgresRows } from './postgres-rows'
import type { CellType, Row, RowConnection } from './query-rows'
import { FIRST_ROWS, type ShownRows, shownRows } from './shown-rows'
import { sqliteRows } from './sqlite-rows'
import { tablesThere } from './tables-there'

/** Which rows of a database: those of a query, or all of a table. */
export interface RowChoice {
  /** One statement that finds rows. */
  readonly query?: string | undefined
  /** A name, with the name of a schema and a point in front or not, as the database has it. */
  readonly table?: string | undefined
}

const connect: Readonly<
  Record<DatabaseKind, (address: DatabaseAddress, signal?: AbortSignal) => Promise<RowConnection>>
> = {
  postgres: postgresRows,
  mysql: mysqlRows,
  sqlite: sqliteRows,
  duckdb: duckdbRows,
}

/**
 * Opens rows, gives them away, and closes the connection.
 *
 * @param use reads the rows, or leaves them
 * @param signal ends a query that runs
 * @throws naming the address: if both a query and a table are chosen, or neither, or the database refuses, with the tables that
 *   it has, or the columns of those that the query names; if the signal is aborted (its reason)
 */
export async function withRows<T>(
  address: DatabaseAddress,
  choice: RowChoice,
  signal: AbortSignal | undefined,
  use: (rows: ShownRows) => Promise<T>,
): Promise<T> {
  const { query, table } = choice
  if ((query === undefined) === (table === undefined)) {
    const got = query === undefined ? `neither${await whatIsThere(address)}` : 'both'
    throw new Error(`${address.shown}: must have a query or a table, got ${got}`)
  }
  signal?.throwIfAborted()
  const connection = await connect[address.kind](address, signal)
  let areFound = false
  try {
    return await withConnection(connection, signal, async () => {
      const rows =
        table === undefined
          ? shownRows(await connection.query(statement(query!, address)))
          : await tableRows(connection, await telling(address, () => connection.table(table)))
      areFound = true
      try {
        return await use(rows)
      } finally {
        await rows.end()
      }
    })
  } catch (error) {
    if (areFound || signal?.aborted) throw error
    throw new Error(`${(error as Error).message}${await whatIsThere(address, query)}`, { cause: error })
  }
}

/** Uses a connection and closes it. @throws the signal's reason if that ends what is done */
async function withConnection<T>(
  connection: RowConnection,
  signal: AbortSignal | undefined,
  use: () => Promise<T>,
): Promise<T> {
  let cancelling: Promise<void> | undefined
  const cancel = () => {
    cancelling = connection.cancel().catch(() => {}) // then closing the connection has to do
  }
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    signal?.throwIfAborted()
    return await use()
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', cancel)
    await cancelling
    await connection.close()
  }
}

/** Which tables the database has, or columns for a query, to end an error with; '' where it does not say. @throws if it cannot be reached */
async function whatIsThere(address: DatabaseAddress, query?: string): Promise<string> {
  const connection = await connect[address.kind](address)
  try {
    return await tablesThere(connection, address.kind, query)
  } catch {
    return '' // the error that it would end has said more
  } finally {
    await connection.close()
  }
}

/** The query without a semicolon at its end. */
function statement(query: string, { shown }: DatabaseAddress): string {
  const text = query.replace(/[;\s]+$/, '')
  if (text.trim() === '') throw new Error(`${shown}: query must be a SELECT, got nothing`)
  return text
}

/** All rows of a table by its name in SQL, of whose columns only those wanted are asked for. */
async function tableRows(connection: RowConnection, name: string): Promise<ShownRows> {
  const { columns, typeOf } = await connection.query(`SELECT * FROM ${name} LIMIT 0`)
  const found = new Map<number, CellType | undefined>()
  return {
    columns,
    async first() {
      const rows = await connection.query(`SELECT * FROM ${name} LIMIT ${FIRST_ROWS}`)
      const first: Row[] = []
      for await (const batch of rows.batches([...columns.keys()])) first.push(...batch)
      return first
    },
    async end() {},
    typeOf: (column) => found.get(column) ?? typeOf(column),
    async *batches(chosen) {
      const names = chosen.map((column) => connection.column(columns[column]!))
      const rows = await connection.query(`SELECT ${names.join(', ')} FROM ${name}`)
      yield* rows.batches([...chosen.keys()])
      for (const [i, column] of chosen.entries()) found.set(column, rows.typeOf(i))
    },
  }
}
