import type { DatabaseAddress } from '../addresses/database-address'
import type { TableDefinition, WrittenRow } from './table-definition'

/** A table of the name, which is there already. */
export interface FoundTable {
  readonly isMarked: boolean
  /** What it is, if it is no table: a view. */
  readonly otherwise?: string | undefined
  /** Why the user may not write to it, if so. */
  readonly forbidden?: string | undefined
  /** Why the user may not count its rows, if so. */
  readonly uncounted?: string | undefined
  /** Whether its columns, their types and its key are those that are written. */
  readonly hasColumns: boolean
}

/** Where a table is written. Readers see its old rows, until they see all of the new ones. */
export interface TableTarget {
  /** The table of the name, or undefined. */
  readonly found: FoundTable | undefined
  /** Counts the rows of the found table; to be called before `begin`. */
  countRows(): Promise<number>
  /** To be called before the first rows. */
  begin(): Promise<void>
  add(rows: readonly WrittenRow[]): Promise<void>
  /** Shows the rows to readers. */
  publish(): Promise<void>
  /** Closes the connection; without `publish`, the table stays as it was. */
  close(): Promise<void>
}

/** Opens a target. @throws if the database cannot be reached */
export type OpenTarget<Address> = (address: Address, definition: TableDefinition) => Promise<TableTarget>

/** The error of a schema that is not there, where a table was to be made in it. */
export function missingSchema({ shown }: Pick<DatabaseAddress, 'shown'>, schema: string): Error {
  return new Error(
    `${shown}: the schema of the table must be there, got '${schema}', which is not: CREATE SCHEMA makes it`,
  )
}

/** Columns with their types, and which of them are the primary key. */
interface Layout {
  readonly columns: readonly string[]
  readonly key: readonly string[]
}

/** Whether a table has the columns that are written, and their key in whatever order, or none. */
export function isLayout(found: Layout, wanted: Layout): boolean {
  const isSame = (one: readonly string[], other: readonly string[]) =>
    one.length === other.length && one.every((text, i) => text === other[i])
  const hasKey = found.key.length === 0 || isSame([...found.key].sort(), [...wanted.key].sort())
  return hasKey && isSame(found.columns, wanted.columns)
}

/** The error of a table that two processes write at once. */
export function busyTable({ shown }: Pick<DatabaseAddress, 'shown'>, table: string, cause?: unknown): Error {
  return new Error(`${shown}: ${table} must be free, got one that another process writes`, { cause })
}

/** The columns of a table's definition in SQL. */
export function columnList(
  { columns, key }: TableDefinition,
  typeOf: (column: TableDefinition['columns'][number]) => string,
  quote: (name: string) => string,
): string {
  const all = columns.map(
    (column) => `${quote(column.name)} ${typeOf(column)}${key.includes(column.name) ? ' NOT NULL' : ''}`,
  )
  return [...all, `PRIMARY KEY (${key.map(quote).join(', ')})`].join(', ')
}
