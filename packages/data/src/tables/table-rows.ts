import { fileError, quoted } from '../values/file-error'
import type { RawTable } from './table'

/** Rows as a parser of lines collects them: their cells, and the line of each. */
export interface TableRows {
  readonly columns: Map<string, unknown[]>
  readonly lines: number[]
}

/** Reads blocks of whole lines into rows. */
export interface RowParser {
  readonly rows: TableRows
  readonly cells: RawTable['cells']
  /** What separates the fields, of texts. */
  readonly delimiter?: string
  /** Separators of the columns whose names say that their cells are lists. */
  readonly lists?: ReadonlyMap<string, string> | undefined
  /** Columns with escapes that were read as they stand, of those read so far. */
  readonly escaped?: RawTable['escaped']
  /** Whether rows may begin and end anywhere in a line. */
  readonly isOverLines?: boolean
  /** Number of the last line read, from 1. */
  readonly line: number
  /** @param block whole lines, the last one ended by a newline, or of rows over lines any bytes */
  parse(block: Uint8Array): void
  /** To be called after the last block. */
  end(): void
}

/** No rows yet under these columns. @throws if a name is empty or occurs twice */
export function emptyRows(where: string, names: readonly string[]): TableRows {
  for (const [column, name] of names.entries()) {
    if (name === '') throw fileError(where, `a name for column ${column + 1}`, 'nothing')
    if (names.indexOf(name) < column)
      throw fileError(where, 'columns of different names', `${quoted(name)} twice`)
  }
  return { columns: new Map(names.map((name) => [name, []])), lines: [] }
}
