import { isBigint } from '../drivers/is-bigint'

/**
 * What a column of a written table may hold.
 *
 * - `text`, `uuid`, `bigint`: ids, as text
 * - `integer`, `number`: numbers
 * - `vector`: lists of numbers; an array of 32-bit floats where the database has such a type, else JSON
 */
const writtenTypes = ['text', 'uuid', 'bigint', 'integer', 'number', 'vector'] as const

/** What a column of a written table holds, as `writeTable` takes it. */
export type WrittenType = (typeof writtenTypes)[number]

/** A column of a table that is written. */
export interface WrittenColumn {
  readonly name: string
  readonly type: WrittenType
}

/** A cell of a row that is written. */
export type WrittenCell = string | number | null | ArrayLike<number>

/** A row that is written, a cell for each column. */
export type WrittenRow = readonly WrittenCell[]

/** A table that is written. */
export interface TableDefinition {
  /** Its name, with the name of a schema and a point in front or not. */
  readonly table: string
  readonly columns: readonly WrittenColumn[]
  /** The columns that no two rows have alike. */
  readonly key: readonly string[]
}

/** Marks a table that may be replaced, as a comment on it. */
export const mark = 'written by hvamp'

/** A cell as text, which the database casts to the type of its column; lists as JSON. */
export function textOf(cell: WrittenCell): string | null {
  if (cell === null || typeof cell === 'string') return cell
  return typeof cell === 'number' ? String(cell) : `[${Array.from(cell).join(',')}]`
}

/** The columns of rows, each cell as text. */
export function columnsOf(rows: readonly WrittenRow[], width: number): (string | null)[][] {
  return Array.from({ length: width }, (_, column) => rows.map((row) => textOf(row[column]!)))
}

/**
 * Checks the integers of rows, which some databases change to others that fit.
 *
 * @returns throws, naming column and value, if a cell of type `bigint` is no such integer
 */
export function bigintCheck(where: string, columns: readonly WrittenColumn[]): (row: WrittenRow) => void {
  const places = [...columns.entries()].filter(([, { type }]) => type === 'bigint')
  return (row) => {
    for (const [place, { name }] of places) {
      const text = textOf(row[place]!)
      if (text === null || isBigint(text)) continue
      throw new Error(
        `${where}: ${name} must be an integer of 64 bits without leading zeros, got '${text}': a column of type text holds it`,
      )
    }
  }
}

/** @throws if a column has a type that is none of these */
export function requireWrittenTypes(where: string, columns: readonly WrittenColumn[]): void {
  for (const { name, type } of columns) {
    if (writtenTypes.includes(type)) continue
    throw new Error(`${where}: type of '${name}' must be one of ${writtenTypes.join(', ')}, got '${type}'`)
  }
}
