import type { InteractionsBuilder } from '../interactions/interactions-builder'
import type { SeenMarks } from '../values/decimal-marks'
import type { RatingKind } from '../values/rating-words'
import type { TimesSeen } from '../values/times-seen'
import type { CountedRows, FormatReading, Reading, SkippedRows } from './reading'
import type { RowShape } from './row-shape'

/** Where the entries of one or more files go. */
export interface FileBuilder {
  readonly builder: InteractionsBuilder
  /** The times that the builder was given. */
  readonly times: TimesSeen
}

/** What was read of a file. */
export interface AddedFile extends CountedRows, FileBuilder {
  readonly format: FormatReading
  /** Rows that the builder keeps. */
  readonly rows: number
  readonly skipped: readonly SkippedRows[]
  /** Of a table: the numbers of the columns that were read. */
  readonly places?: Reading['places'] | undefined
  /** Of a table without header: how its rows look. */
  readonly shape?: RowShape | undefined
  /** What its ratings are; undefined if it has none. */
  readonly ratingKind?: RatingKind | undefined
  /** What ratings that are text show of their decimal mark. */
  readonly marks?: SeenMarks | undefined
}
