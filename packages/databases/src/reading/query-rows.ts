/** What a column of a database holds, whichever database it is; of floats numbers of 32 bits. Undefined where that is none of these. */
export type CellType = 'integer' | 'number' | 'float' | 'boolean' | 'date' | 'uuid' | 'text'

/** Cells of a row: strings, numbers, bigints, booleans or null. */
export type Row = readonly unknown[]

/** The rows that a query finds, which are not read yet. */
export interface QueryRows {
  readonly columns: readonly string[]
  /** Reads the rows in batches, with the cells of these columns only. */
  batches(columns: readonly number[]): AsyncIterable<readonly Row[]>
  /** What a column holds; asked after the last row. */
  typeOf(column: number): CellType | undefined
}

/** A connection in one transaction that only reads. */
export interface RowConnection {
  /** Begins a query, whose rows are those of one moment. @throws if it is wrong, or writes */
  query(sql: string): Promise<QueryRows>
  /** The name of a table as SQL has it. @throws if it is no name */
  table(name: string): string
  /** The name of a column as SQL has it. */
  column(name: string): string
  /** Ends the query that runs, which then fails. */
  cancel(): Promise<void>
  close(): Promise<void>
}

/** Rows with the cells of some columns. */
export function cellsOf(rows: readonly Row[], columns: readonly number[], width: number): readonly Row[] {
  const isAll = columns.length === width && columns.every((column, i) => column === i)
  return isAll ? rows : rows.map((row) => columns.map((column) => row[column]))
}
