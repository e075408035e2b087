import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { type DuckDB, openDuckDB } from '../drivers/duckdb'
import { doubleQuotes } from '../drivers/identifiers'
import { type CellType, cellsOf, type RowConnection } from './query-rows'

/** Types by their names. */
const types: readonly (readonly [RegExp, CellType])[] = [
  [/^(U?(TINY|SMALL|BIG)INT|U?(INTEGER|HUGEINT)|BIGNUM)$/, 'integer'],
  [/^(DOUBLE|DECIMAL\b.*)$/, 'number'],
  [/^FLOAT$/, 'float'],
  [/^(DATE|TIMESTAMP\b.*|TIMESTAMP_.*)$/, 'date'],
  [/^BOOLEAN$/, 'boolean'],
  [/^UUID$/, 'uuid'],
  [/^(VARCHAR|ENUM\b.*)$/, 'text'],
]

/** Types of lists whose entries can be told apart; lists of decimals may be embeddings. */
const LISTS = /^(VARCHAR|UUID|ENUM\(.*\)|U?(TINY|SMALL|BIG)INT|U?(INTEGER|HUGEINT))\[\d*\]$/

/** Reads from a DuckDB file, which is opened for reading only, in the chunks that DuckDB makes. */
export async function duckdbRows(address: DatabaseAddress): Promise<RowConnection> {
  const database = await openDuckDB(address, { readOnly: true })
  const { connection, close } = database
  return {
    async query(sql) {
      const result = await telling(address, () => streamOf(database, sql))
      const columns = result.columnNames()
      const names = result.columnTypes().map(String)
      const typeOf = (column: number) => types.find(([name]) => name.test(names[column]!))?.[1]
      const isText = columns.map((_, column) => typeOf(column) !== undefined)
      const isList = names.map((name) => LISTS.test(name))
      return {
        columns,
        typeOf,
        async *batches(chosen) {
          for (;;) {
            const chunk = await telling(address, () => result.fetchChunk())
            if (!chunk || chunk.rowCount === 0) return
            const rows = chunk
              .getRows()
              .map((row) =>
                row.map((cell, column) => (isList[column] ? listed(cell) : plain(cell, isText[column]!))),
              )
            yield cellsOf(rows, chosen, columns.length)
          }
        },
      }
    },
    table: doubleQuotes.table,
    column: doubleQuotes.name,
    async cancel() {
      connection.interrupt()
    },
    async close() {
      close()
    },
  }
}

/**
 * The rows of a statement. Some before it may set the connection up: settings, extensions, secrets, and the types that DuckDB makes of a PIVOT.
 *
 * @throws if another finds rows or writes, or the last one finds none
 */
async function streamOf({ connection, driver }: DuckDB, sql: string) {
  const { ATTACH, CALL, CREATE, LOAD, PRAGMA, SELECT, SET } = driver.StatementType
  const statements = await connection.extractStatements(sql)
  const last = statements.count - 1
  for (let place = 0; place < last; place++) {
    const statement = await statements.prepare(place)
    try {
      if (![ATTACH, CREATE, LOAD, PRAGMA, SET].includes(statement.statementType))
        throw new Error('query must be one statement, got several')
      await statement.run()
    } finally {
      statement.destroySync()
    }
  }
  const statement = await statements.prepare(last)
  try {
    if (![CALL, SELECT].includes(statement.statementType)) throw new Error('must be a query that finds rows')
    return await statement.stream()
  } finally {
    statement.destroySync()
  }
}

/** Decimals, times and UUIDs as DuckDB writes them; other values as they are. */
function plain(cell: unknown, isText: boolean): unknown {
  return isText && typeof cell === 'object' && cell !== null ? String(cell) : cell
}

/** The entries of a list; a missing one as it is. */
function listed(cell: unknown): unknown {
  if (!(cell instanceof Object && 'items' in cell)) return cell
  return (cell.items as readonly unknown[]).map((entry) => plain(entry, true))
}
