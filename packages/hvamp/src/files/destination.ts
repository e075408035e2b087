import {
  absoluteAddress,
  type RowCounts,
  requireWritableTable,
  type WrittenType,
  writeTable,
} from '@hvamp/databases'
import { badInput } from '../process/bad-input'
import { endingAtSignals } from '../process/interrupt'
import { withSecrets } from '../process/secrets'
import { counted } from '../terminal/format'
import type { Output } from '../terminal/output'
import { csv } from './csv'
import { requireEnoughRows, rowsReplaced, type SizeSettings } from './enough-rows'
import { exists } from './folders'
import { type ListColumn, listFile } from './list-file'
import { requireNewFile } from './outputs'
import { sparingOthers } from './tables-of-others'
import { writeWhole } from './write-file'

/** Options that name a table of a database to write. */
export interface DatabaseSettings extends SizeSettings {
  readonly to?: string
  readonly into?: string
  readonly replace?: boolean
}

/** Options that say where rows are written. */
export interface DestinationSettings extends DatabaseSettings {
  readonly out?: string
  readonly force?: boolean
  readonly spreadsheetSafe?: boolean
}

/** The rows that a command finds. */
export interface ResultTable<Cell, Column extends string = string> {
  /** By the names that a file has for them. */
  readonly columns: readonly { readonly name: Column; readonly type: WrittenType }[]
  /** The columns that no two rows have alike. */
  readonly key: readonly string[]
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>
  /** Why no row was found, where none was. */
  readonly emptyBecause?: string | undefined
}

/** A file, or a table of a database, for the result of a command. */
export interface Destination<Cell, Column extends string = string> {
  /**
   * @returns what was written, for people
   * @throws bad input if the rows are too few to replace those that are there, or none at all, which stay
   */
  write(result: ResultTable<Cell, Column>): Promise<string>
}

/**
 * Where options say that rows are written, checked before the work: undefined if they do not.
 *
 * @param out where it is said that a database is new
 * @throws bad input if the file could not be written, or the table is one of another origin
 */
export async function destinationOf(
  settings: DestinationSettings,
  out: Output,
): Promise<Destination<string | number, ListColumn> | undefined> {
  const { out: file, force = false, spreadsheetSafe = false } = settings
  if (file === undefined) {
    requireFileOptionsUnused(settings)
    return databaseDestination(settings, out)
  }
  requireTable(settings)
  requireCsvName(file)
  await requireNewFile(file, '--out', { force, own: listFile })
  return {
    async write({ columns, rows, emptyBecause }) {
      const head = columns.map(({ name }) => name)
      const found: (readonly (string | number)[])[] = []
      for await (const row of rows) found.push(row)
      const counts = { written: found.length, before: await rowsReplaced(file) }
      requireEnoughRows(counts, { place: `--out: ${file}`, settings, emptyBecause })
      await writeWhole(file, csv(head, found, { spreadsheetSafe }))
      return `${counted(found.length, 'row')} written to ${file}`
    },
  }
}

/** @throws bad input if an option was given that goes with a file, or with any place, and there is none */
function requireFileOptionsUnused({ to, force, spreadsheetSafe, atLeastRows }: DestinationSettings): void {
  const ofFile = [force && '--force', spreadsheetSafe && '--spreadsheet-safe'].find(Boolean)
  if (ofFile) throw badInput(`${ofFile}: needs --out, got none`)
  if (to === undefined && atLeastRows !== undefined)
    throw badInput('--at-least-rows: needs --out or --to, got neither')
}

/** @throws bad input if an option of a table was given without the database */
function requireTable({ to, into, replace = false }: DatabaseSettings): void {
  if (to === undefined && (into !== undefined || replace))
    throw badInput('--into, --replace: need --to, got none')
}

/** What else a file may be of, by the end of its name. */
const notCsv = /\.(parquet|jsonl?|ndjson|gz|zst|xlsx?|npy)$/i

/** Refuses a file by whose name its readers would not take it for CSV. */
function requireCsvName(out: string): void {
  const [, ending] = notCsv.exec(out) ?? []
  if (ending === undefined) return
  const wayOut = /json/i.test(ending) ? ': --json prints JSON lines' : ''
  throw badInput(`--out: must be a CSV file, got '${out}'${wayOut}`)
}

/**
 * The table that `--to` and `--into` name, if they do; its cells can be vectors.
 *
 * @param out where it is said that the database is new: the file of its address may be mistyped
 */
export async function databaseDestination(
  settings: DatabaseSettings,
  out: Output,
): Promise<Destination<string | number | ArrayLike<number>> | undefined> {
  const { to, into: table, replace = false } = settings
  if (to === undefined || table === undefined) {
    if (to !== undefined) throw badInput('--to: needs --into with the name of a table, got none')
    requireTable(settings)
    return undefined
  }
  const address = withSecrets(to)
  const isNew = await isNewFile(address)
  const checkFor = (emptyBecause?: string) => (counts: RowCounts) =>
    requireEnoughRows(counts, { place: `--into: ${table}`, settings, emptyBecause })
  await endingAtSignals((signal) =>
    sparingOthers(() => requireWritableTable(address, { table, replace, check: checkFor(), signal })),
  )
  if (isNew) {
    out.note(`${to}: a new database, for there is no such file`)
    out.emit({ event: 'newDatabase', database: to })
  }
  return {
    async write({ columns, key, rows, emptyBecause }) {
      const definition = {
        columns: columns.map(({ name, type }) => ({ name: inDatabases(name), type })),
        key: key.map(inDatabases),
        check: checkFor(emptyBecause),
      }
      const count = await endingAtSignals((signal) =>
        sparingOthers(() => writeTable(address, withNulls(rows), { ...definition, table, replace, signal })),
      )
      return `${counted(count, 'row')} written to ${table} of ${to}`
    },
  }
}

/** The rows with NULL in place of empty texts, as of a title that nobody knows. */
async function* withNulls<Cell>(rows: ResultTable<Cell>['rows']): AsyncGenerator<(Cell | null)[]> {
  for await (const row of rows) yield row.map((cell) => (cell === '' ? null : cell))
}

/** Whether a database is a file that is not there yet. */
async function isNewFile(address: string): Promise<boolean> {
  const [, file] = /^(?:sqlite|duckdb):(.*)$/s.exec(absoluteAddress(address)) ?? []
  return file !== undefined && !(await exists(file))
}

/** `userId` is user_id: databases do not heed capitals in names without quotes. */
const inDatabases = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
