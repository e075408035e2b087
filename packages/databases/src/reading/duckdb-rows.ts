import type { DatabaseAddress } from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { openDuckDB } from '../drivers/duckdb'
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
  const { connection, close } = await openDuckDB(address, { readOnly: true })
  return {
    async query(sql) {
      const result = await telling(address, () => connection.stream(sql))
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

/** Decimals, times and UUIDs as DuckDB writes them; other values as they are. */
function plain(cell: unknown, isText: boolean): unknown {
  return isText && typeof cell === 'object' && cell !== null ? String(cell) : cell
}

/** The entries of a list; a missing one as it is. */
function listed(cell: unknown): unknown {
  if (!(cell instanceof Object && 'items' in cell)) return cell
  return (cell.items as readonly unknown[]).map((entry) => plain(entry, true))
}
