import { setImmediate, setTimeout } from 'node:timers/promises'
import type { DatabaseAddress } from '../addresses/database-address'
import { databaseError, telling } from '../drivers/database-error'
import { doubleQuotes } from '../drivers/identifiers'
import { isLocked, longestWait, openSqlite, type Sqlite } from '../drivers/sqlite'
import type { CellType, Row, RowConnection } from './query-rows'

const batch = 1000 // rows at a time, between which other work of the process comes
const patience = 100 // milliseconds until it comes between two rows of a batch
const pause = 100 // milliseconds until a file that another process has to itself is tried again

/** Other work of the process: what has come in, at the first turn, and timers, before the second. */
async function otherWork(): Promise<void> {
  await setImmediate()
  await setImmediate()
}

/**
 * Begins to read a file, which no other process has to itself from then on; while one has, other work of this process goes on.
 *
 * @throws if one has it for long, or the signal is aborted
 */
async function beginReading(database: Sqlite, signal: AbortSignal | undefined): Promise<void> {
  const until = performance.now() + longestWait
  database.run('BEGIN') // which reads nothing yet
  for (;;) {
    try {
      return database.run('PRAGMA schema_version')
    } catch (error) {
      if (!isLocked(error) || performance.now() >= until) throw error
    }
    await setTimeout(pause, undefined, { signal })
  }
}

/** Reads from a SQLite file, which is opened for reading only. @param signal ends the wait for another process that writes to it */
export async function sqliteRows(address: DatabaseAddress, signal?: AbortSignal): Promise<RowConnection> {
  const database = await openSqlite(address, { readOnly: true })
  await telling(address, () => beginReading(database, signal)).catch((error) => {
    database.close()
    signal?.throwIfAborted()
    throw error
  })
  let views = 0
  let isCancelled = false
  /** No driver can interrupt SQLite: nothing else comes until it has found its next row. */
  async function breathe() {
    await otherWork()
    if (isCancelled) throw new Error('interrupted')
  }
  const all = (sql: string) => {
    const statement = database.prepare(sql)
    const rows = [...statement.rows()]
    statement.end()
    return rows
  }
  return {
    async query(sql) {
      const view = `hvamp_${views++}`
      // A view knows its columns before the first row, and gives each a name of its own.
      const names = await telling(address, () => {
        database.run(`CREATE TEMP VIEW ${view} AS ${sql}`)
        const [made] = all(`SELECT sql FROM temp.sqlite_master WHERE name = '${view}'`)
        requireOne(sql, String(made!.sql).slice(`CREATE VIEW ${view} AS `.length))
        return all(`PRAGMA temp.table_info(${view})`).map(({ name }) => String(name))
      })
      const types = new Map<number, CellType>()
      return {
        columns: names,
        typeOf: (column) => types.get(column),
        async *batches(columns) {
          const chosen = columns.map((column) => names[column]!)
          const select = `SELECT ${chosen.map(doubleQuotes.name).join(', ')} FROM temp.${view}`
          const statement = await telling(address, () => database.prepare(select))
          try {
            let rows: Row[] = []
            let since = performance.now()
            for (const row of statement.rows()) {
              rows.push(chosen.map((name) => row[name]))
              if (rows.length === batch) {
                noteTypes(rows, columns, types)
                yield rows
                rows = []
              } else if (performance.now() - since < patience) continue
              await breathe()
              since = performance.now()
            }
            await breathe()
            noteTypes(rows, columns, types)
            if (rows.length > 0) yield rows
          } catch (error) {
            throw databaseError(address, error)
          } finally {
            statement.end()
          }
        },
      }
    },
    table: doubleQuotes.table,
    column: doubleQuotes.name,
    async cancel() {
      isCancelled = true
    },
    async close() {
      database.close()
    },
  }
}

/** Comments, and ends of no statement; each text can be divided into them in one way only, so that the search is short. */
const NOTHING = /^(?:[\s;]|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))*$/

/** @param first the statement that SQLite took, which leaves those after it alone. @throws if there are any */
function requireOne(sql: string, first: string): void {
  if (!NOTHING.test(sql.slice(first.length))) throw new Error('query must be one statement, got several')
}

/** A column of SQLite has no type of its own: it has that of all its cells, text where they differ. */
function noteTypes(rows: readonly Row[], columns: readonly number[], types: Map<number, CellType>): void {
  for (const row of rows) {
    for (const [i, column] of columns.entries()) {
      const type = typeOf(row[i])
      const before = types.get(column)
      if (type === undefined || type === before) continue
      const areNumbers = before !== undefined && type !== 'text' && before !== 'text'
      types.set(column, before === undefined ? type : areNumbers ? 'number' : 'text')
    }
  }
}

function typeOf(cell: unknown): CellType | undefined {
  if (typeof cell === 'bigint') return 'integer'
  if (typeof cell === 'number') return Number.isInteger(cell) ? 'integer' : 'number'
  return typeof cell === 'string' ? 'text' : undefined
}
