import { existsSync } from 'node:fs'
import { type DatabaseAddress, requireLasting } from '../addresses/database-address'
import { telling } from './database-error'
import { importIfInstalled } from './import-driver'

/** A statement that is prepared. */
export interface SqliteStatement {
  run(values: readonly SqliteValue[]): void
  rows(): IterableIterator<Readonly<Record<string, unknown>>>
  /** Frees it. */
  end(): void
}

/** What a column can hold. */
export type SqliteValue = string | number | bigint | null

/** An open database file. */
export interface Sqlite {
  /** Runs a statement. */
  run(sql: string): void
  prepare(sql: string): SqliteStatement
  close(): void
}

type Opener = (file: string, readOnly: boolean) => Sqlite

/** Milliseconds for another process that writes. */
export const longestWait = 10_000

/** Whether another process has the file to itself, as while it writes. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && /^database is locked/.test(error.message)
}

/**
 * Opens a SQLite file by the first driver that is there: Node's own (from 22.13 on), better-sqlite3 or node-sqlite3-wasm.
 *
 * Integers beyond 53 bits come as bigint. Where another process has the file to itself, a statement that writes waits, and this
 * thread with it; of reading fails at once, as `isLocked` tells.
 *
 * @throws if no driver is installed, or the file is no database; a file that is to be read must exist, and nothing is written to
 *   memory
 */
export async function openSqlite(
  address: DatabaseAddress,
  { readOnly }: { readonly readOnly: boolean },
): Promise<Sqlite> {
  const file = address.file!
  if (!readOnly) requireLasting(address)
  const open = await driver()
  if (!open) {
    throw new Error(
      `${address.shown}: needs Node 22.13, or the package better-sqlite3 or node-sqlite3-wasm, which are not installed: npm install better-sqlite3`,
    )
  }
  if (readOnly && !existsSync(file)) throw new Error(`${address.shown}: must be a file, got no such file`)
  return telling(address, () => {
    const database = open(file, readOnly)
    try {
      database.run(`PRAGMA busy_timeout = ${readOnly ? 0 : longestWait}`)
      database.run('PRAGMA temp_store = MEMORY') // where a view of the rows is
      return database
    } catch (error) {
      database.close()
      throw error
    }
  })
}

async function driver(): Promise<Opener | undefined> {
  const own = await importNodeSqlite()
  if (own?.DatabaseSync) return (file, readOnly) => native(new own.DatabaseSync(file, { readOnly }))
  const better = await importIfInstalled<BetterSqlite>('better-sqlite3')
  if (better && isBuilt(better)) return (file, readonly) => native(new better(file, { readonly }))
  const wasm = await importIfInstalled<typeof import('node-sqlite3-wasm')>('node-sqlite3-wasm')
  return wasm && ((file, readOnly) => compiled(new wasm.Database(file, { readOnly })))
}

/** Node's own driver, without the warning that it may change: the tests use it as it is. */
async function importNodeSqlite(): Promise<NodeSqlite | undefined> {
  const { emitWarning } = process
  process.emitWarning = (warning: string | Error, ...rest: never[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) emitWarning(warning, ...rest)
  }
  try {
    return await importIfInstalled<NodeSqlite>('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}

/** Whether its binary is there, which the package's install script fetches or compiles. */
function isBuilt(better: BetterSqlite): boolean {
  try {
    new better(':memory:', { readonly: false }).close()
    return true
  } catch {
    return false
  }
}

/** What Node's driver and better-sqlite3 have in common. */
interface NativeDatabase {
  exec(sql: string): unknown
  prepare(sql: string): NativeStatement
  close(): void
}
interface NativeStatement {
  run(...values: SqliteValue[]): unknown
  iterate(): IterableIterator<unknown>
  /** Of Node's driver. */
  setReadBigInts?(enabled: boolean): void
  /** Of better-sqlite3. */
  safeIntegers?(enabled: boolean): void
}
/** The module of Node, whose types come with later versions of them. */
interface NodeSqlite {
  readonly DatabaseSync: new (file: string, options: { readOnly: boolean }) => NativeDatabase
}
type BetterSqlite = new (file: string, options: { readonly: boolean }) => NativeDatabase

function native(database: NativeDatabase): Sqlite {
  return {
    run(sql) {
      if (/^pragma/i.test(sql))
        database.exec(sql) // some give rows
      else database.prepare(sql).run() // which takes one statement only
    },
    prepare(sql) {
      const statement = database.prepare(sql)
      statement.setReadBigInts?.(true)
      statement.safeIntegers?.(true)
      return {
        run: (values) => void statement.run(...values),
        rows: () => statement.iterate() as IterableIterator<Readonly<Record<string, unknown>>>,
        end: () => {},
      }
    },
    close: () => database.close(),
  }
}

function compiled(database: InstanceType<typeof import('node-sqlite3-wasm').Database>): Sqlite {
  return {
    run: (sql) => void database.run(sql),
    prepare(sql) {
      const statement = database.prepare(sql)
      return {
        run: (values) => void statement.run([...values]),
        rows: () => statement.iterate() as IterableIterator<Readonly<Record<string, unknown>>>,
        end() {
          try {
            statement.finalize()
          } catch {} // it fails again as its last step did, and is freed all the same
        },
      }
    },
    close: () => database.close(),
  }
}
