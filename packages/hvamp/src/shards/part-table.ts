import type { columnTypes } from './shard-job'

/** A column of a part. */
export interface PartColumn {
  readonly name: string
  readonly type: (typeof columnTypes)[number]
}

export type PartCell = string | number | readonly number[]

/** The rows of a part, out of the records of its shard. */
export interface PartTable<Record> {
  readonly columns: readonly PartColumn[]
  /** A cell for each column. */
  rowsOf(record: Record): Iterable<readonly PartCell[]>
  /** The line of a record in a file of JSON lines. */
  lineOf(record: Record): unknown
  /** Whose it is. */
  userOf(record: Record): string
}
