import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { requireKnown } from '@hvamp/random'
import {
  type DatabaseAddress,
  type DatabaseKind,
  databaseAddress,
  IN_MEMORY,
} from '../addresses/database-address'
import { telling } from '../drivers/database-error'
import { tableParts } from '../drivers/identifiers'
import { duckdbTarget } from './duckdb-target'
import { mysqlTarget } from './mysql-target'
import { postgresTarget } from './postgres-target'
import { sqliteTarget } from './sqlite-target'
import { bigintCheck, requireWrittenTypes, type TableDefinition, type WrittenRow } from './table-definition'
import type { OpenTarget, TableTarget } from './table-target'

const batch = 1000 // rows written at a time

const open: Readonly<Record<DatabaseKind, OpenTarget<DatabaseAddress>>> = {
  postgres: postgresTarget,
  mysql: mysqlTarget,
  sqlite: sqliteTarget,
  duckdb: duckdbTarget,
}

/** Rows of a table that is written. */
export interface RowCounts {
  /** The new ones. */
  readonly written: number
  /** Those of the table that they replace, if `writeTable` wrote it too; else 0. */
  readonly before: number
}

/** How a table is written. */
export interface WriteOptions extends TableDefinition {
  /** Whether a table that this function did not write is replaced; it is refused by default. */
  readonly replace?: boolean | undefined
  /** Looks at the counts before readers see the new rows; if it throws, the table stays as it was. */
  readonly check?: ((counts: RowCounts) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Checks that a table can be written: before work whose result it is to hold. A file that is not there is not made by it.
 *
 * @param options.check as `writeTable` gets it; not called, but it needs a user who may count the rows
 * @throws as `writeTable` before its first row, but for what depends on the columns and the key, which it does not know
 */
export async function requireWritableTable(
  address: string,
  options: Pick<WriteOptions, 'table' | 'replace' | 'check' | 'signal'>,
): Promise<void> {
  requireKnown('requireWritableTable: options', options, {
    table: true,
    replace: true,
    check: true,
    signal: true,
  })
  const known = databaseAddress(address)
  const check = async (place: DatabaseAddress) => {
    const target = await openTarget(place, { ...options, columns: [], key: [] })
    await target.close()
  }
  await (known.file === undefined || known.file === IN_MEMORY || existsSync(known.file)
    ? check(known)
    : besideMissing(known.file, (file) => check({ ...known, file })))
}

/** Uses a database of another name beside a file that is not there, which opening would make, and removes it. */
async function besideMissing(file: string, use: (file: string) => Promise<void>): Promise<void> {
  const beside = `${file}.${randomBytes(8).toString('hex')}.hvamp-unfinished`
  try {
    await use(beside)
  } catch (error) {
    if (!(error instanceof Error && error.message.includes(beside))) throw error
    throw new Error(error.message.replaceAll(beside, file), { cause: error })
  } finally {
    await rm(beside, { force: true })
    await rm(`${beside}.wal`, { force: true })
  }
}

/**
 * Writes a table into a database. Readers see the rows from before until they see all of the new ones, also if this process or
 * the database is killed meanwhile.
 *
 * A table of the name that this function wrote before, which it knows by a comment on it, is replaced; any other is refused.
 *
 * @param address as `readDatabase` takes it
 * @param rows a cell for each column; it is read while the transaction is open
 * @returns the number of rows
 * @throws naming the address: if the driver is not installed, the database cannot be reached or refuses a row, a cell of type
 *   `bigint` is no integer of 64 bits, a table of another origin has the name and `replace` is not set, or it is a view; what
 *   `check` throws; the signal's reason if aborted
 * @example
 * const columns = [{ name: 'item_id', type: 'bigint' }, { name: 'score', type: 'number' }] as const
 * await writeTable('sqlite:shop.sqlite', [['7', 0.5]], { table: 'popular', columns, key: ['item_id'] })
 */
export async function writeTable(
  address: string,
  rows: Iterable<WrittenRow> | AsyncIterable<WrittenRow>,
  options: WriteOptions,
): Promise<number> {
  requireKnown('writeTable: options', options, {
    table: true,
    columns: true,
    key: true,
    replace: true,
    check: true,
    signal: true,
  })
  requireWrittenTypes('writeTable', options.columns)
  const { check, signal, table, columns } = options
  const known = databaseAddress(address)
  const requireBigints = bigintCheck(`${known.shown}: ${table}`, columns)
  const target = await openTarget(known, options)
  let count = 0
  try {
    const before = check && target.found?.isMarked ? await target.countRows() : 0
    await target.begin()
    let some: WrittenRow[] = []
    const flush = async () => {
      signal?.throwIfAborted()
      if (some.length > 0) await target.add(some)
      count += some.length
      some = []
    }
    for await (const row of rows) {
      requireBigints(row)
      some.push(row)
      if (some.length === batch) await flush()
    }
    await flush()
    check?.({ written: count, before })
    await target.publish()
    return count
  } finally {
    await target.close().catch(() => {}) // the first failure is the one to report
  }
}

/**
 * A table that hvamp did not write is where one is to be written.
 *
 * @example
 * const isOther = (error: unknown) => error instanceof TableOfOthersError // choose another name, or pass replace: true
 */
export class TableOfOthersError extends Error {
  /** The message but for what to do about it. */
  readonly problem: string

  constructor(place: string) {
    const problem = `${place} must be a table that hvamp wrote, or none, got one of another origin`
    super(`${problem}: choose another name, or replace it`)
    this.problem = problem
  }
}

async function openTarget(
  address: DatabaseAddress,
  { table, columns, key, replace = false, check, signal }: WriteOptions,
): Promise<TableTarget> {
  signal?.throwIfAborted()
  await telling(address, () => tableParts(table))
  const target = await open[address.kind](address, { table, columns, key })
  const { found } = target
  try {
    if (found?.otherwise !== undefined) {
      throw new Error(`${address.shown}: ${table} must be a table, got ${found.otherwise}`)
    }
    if (found && !found.isMarked && !replace) {
      throw new TableOfOthersError(`${address.shown}: ${table}`)
    }
    const uncounted = check && found?.isMarked ? found.uncounted : undefined
    const forbidden = uncounted ?? found?.forbidden
    if (forbidden !== undefined) throw new Error(`${address.shown}: ${table} ${forbidden}`)
    return target
  } catch (error) {
    await target.close()
    throw error
  }
}
