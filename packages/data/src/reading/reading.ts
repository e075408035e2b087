import type { CancellationCount, CancelledRows } from '../columns/cancelled-rows'
import type { ColumnChoice, ColumnRole } from '../columns/column-names'
import type { EventKinds } from '../columns/event-kinds'
import type { FullColumns } from '../columns/full-columns'
import type { VerdictFinders } from '../columns/verdict-finders'
import type { DateOrder } from '../values/date-order'
import type { MissingChoice } from '../values/missing-ids'
import type { DecimalMark } from '../values/rating-numbers'
import type { TimesSeen } from '../values/times-seen'
import type { LayoutOptions } from './layout-options'
import type { ValueApart } from './value-apart'

/** Rows of a file that are not among the interactions, and why. */
export interface SkippedRows {
  /**
   * `above` are lines that `skipLines` passes over, `below` those of `skipLast`, `empty` rows of delimiters alone, which are always passed
   * over; `no entry` are rows of totals, of types and rules.
   */
  readonly reason: 'above' | 'below' | 'comment' | 'empty' | 'no entry' | `no ${ColumnRole}`
  readonly rows: number
  /** The first of them, from 1: a line of a text file, a row of a parquet file or of a query. */
  readonly first: number
  /** Its file, where several were read. */
  readonly file?: string
}

/** Rows of a user and an item that an earlier row has too. */
export interface RepeatedRows {
  readonly rows: number
  /** Of rows of one user and item, the row whose rating and time count: the latest where times are read, else the last. */
  readonly counted: 'latest' | 'last'
}

/** Rows whose quantity is below zero, such as cancelled orders, of a column that was not read. */
export interface QuantityRows {
  /** Its name. */
  readonly column: string
  readonly rows: number
  /** The first of them, from 1: a line of a text file, a row of a parquet file or of a query. */
  readonly first: number
  /** Its file, where several were read. */
  readonly file?: string
}

/** Types that columns of ids have in a database: integer, text and so on. */
export interface IdTypes {
  readonly user?: string
  readonly item?: string
}

/** How a file was read: what was taken for what, and what was left out. */
export interface Reading {
  readonly format: 'table' | 'adjacency' | 'json' | 'python' | 'netflix' | 'parquet' | 'rows'
  /** Of a text file that is not UTF-8. */
  readonly encoding?: string
  /** Its characters that are UTF-8, and read as several each, where these are most of those beyond ASCII. */
  readonly utf8Characters?: number
  /** Of a table. */
  readonly delimiter?: string
  readonly quoting?: 'auto' | 'double' | 'none'
  readonly header?: boolean
  /** Of a table whose header is the last of the comments above it. */
  readonly headerInComment?: boolean
  /** Of a table where each row, but not the header, ends with a delimiter, behind which is nothing. */
  readonly openEnds?: boolean
  /** Of ratings in text: that before their decimals, where it was chosen or is a comma. */
  readonly decimal?: DecimalMark
  /** The columns that were read: by name where there is one, else by number from 0. */
  readonly columns?: ColumnChoice
  /** Of a table with a header: the numbers of the columns that were read, from 0, by which a file without one is read in the same way. */
  readonly places?: { readonly [role in ColumnRole]?: number | undefined }
  /** Of rows of a database: the types of their ids, where they are known. */
  readonly types?: IdTypes
  /** All other columns. */
  readonly unread: readonly (string | number)[]
  /** The one of them that has the clocks of times that were read, which are days alone: of one day, no row is the later one. */
  readonly clock?: string | number
  /**
   * The one of them that may have ratings by its values, where none were read: few small numbers or words of a verdict, such as 0 and 1; of
   * a table without header also other ratings, or counts.
   */
  readonly likelyRating?: string | number
  /**
   * Its different values, if they are those of a verdict, as text in lower case: numbers in ascending order, words from no to yes; an empty
   * one first where the other, if it is shown, is in some rows alone.
   */
  readonly likelyValues?: readonly string[]
  /** Of several files: those without a row, as a job of Spark writes for parts that got none. */
  readonly empty?: readonly string[]
  /** Of several files: two of them whose ratings are on different scales, the one that goes less far first. */
  readonly scales?: readonly { readonly file: string; readonly highest: number }[]
  /** What the values seem to be: `counts` are integers that exceed any scale of ratings, or have such a name. */
  readonly values: 'ratings' | 'counts' | 'none'
  /** Present where ratings are words, such as like and dislike, or booleans: they are read as 1 and 0. */
  readonly words?: true
  /** Rows that were read; more than interactions if a user and an item occur together twice. */
  readonly rows: number
  readonly skipped: readonly SkippedRows[]
  /** Absent where every row has a user and an item of its own. */
  readonly repeated?: RepeatedRows
  /** Whether each item has one user alone, as the number of a row has: of files with 100 rows and more. */
  readonly itemsOnce?: true
  /** Present where each item has one value in all its rows, and items differ: a value of the items, hardly what users think of them. */
  readonly ofItems?: true
  /** Present where every rating is 1, of at least 20: they say of each row that it is there. */
  readonly ones?: true
  /** Present where ratings are integers, some of them below zero: of quantities, these take back what was bought. */
  readonly returns?: true
  /** One rating far beyond all others, such as 99 or -1, that many rows have and that may stand for none; not of counts and amounts. */
  readonly apart?: ValueApart
  /** Rows that count as any other, though a column which was not read has a negative quantity there. */
  readonly negative?: QuantityRows
  /** The same with a quantity of zero, as of what was sent back in full. */
  readonly zero?: QuantityRows
  /** Rows that count as any other, though columns which were not read call them cancelled or sent back: those of each, most rows first. */
  readonly cancelled?: readonly CancelledRows[]
  /** The kinds of events that rows have by a column which was not read, where these count alike: `view` and `purchase`, or codes such as 1 and 4. */
  readonly events?: EventKinds
  /** Options that read a file of the same kind in the same way. */
  readonly options: LayoutOptions
}

/** Counts rows that are left out. */
export interface SkipCounter {
  /** @param at the line or row, from 1 */
  add(reason: SkippedRows['reason'], at: number, rows?: number): void
  counts(): readonly SkippedRows[]
}

export function skipCounter(): SkipCounter {
  const counts = new Map<SkippedRows['reason'], { rows: number; first: number }>()
  return {
    add(reason, at, rows = 1) {
      const count = counts.get(reason)
      if (count) count.rows += rows
      else if (rows > 0) counts.set(reason, { rows, first: at })
    },
    counts: () => Array.from(counts, ([reason, count]) => ({ reason, ...count })),
  }
}

/** Counts rows with a negative quantity, and with one of zero. */
export interface QuantityCounter {
  /**
   * @param sign -1 below zero, 0 of zero; another row is not counted
   * @param at the line or row, from 1
   */
  add(sign: -1 | 0 | undefined, at: number): void
  counts(): Pick<CountedRows, 'negative' | 'zero'>
}

export function quantityCounter(column: string): QuantityCounter {
  const found = { negative: { rows: 0, first: 0 }, zero: { rows: 0, first: 0 } }
  const rowsOf = (count: { readonly rows: number; readonly first: number }) =>
    count.rows > 0 ? { column, ...count } : undefined
  return {
    add(sign, at) {
      if (sign === undefined) return
      const count = sign < 0 ? found.negative : found.zero
      if (count.rows++ === 0) count.first = at
    },
    counts: () => ({ negative: rowsOf(found.negative), zero: rowsOf(found.zero) }),
  }
}

/** What a parser does with rows that lack a value. */
export interface RowOptions {
  readonly missing: MissingChoice
  readonly skipped: SkipCounter
  /** The order of day and month in dates that do not say it, where it is known. */
  readonly dateOrder?: DateOrder | undefined
  /** Whether the caller chose it, and no date of the file shows it. */
  readonly isOrderChosen?: boolean | undefined
  /** Columns that may be read where a user or an item is missing. */
  readonly full?: FullColumns | undefined
  /** The row's text in a column, by its name, where it is at hand: they are known for the first rows alone. */
  readonly cellOf?: ((column: string) => string) | undefined
  /** Whether the ratings before are words, among which a number is none. */
  readonly areWords?: boolean | undefined
  /** Whether ids are texts, as in a table or an object, where NA may be one; elsewhere a null is none. */
  readonly hasTextIds?: boolean | undefined
  /** Looks for verdicts, in several files together. */
  readonly verdicts?: VerdictFinders | undefined
  /** The mark before the decimals of ratings in text, where it was chosen. */
  readonly decimal?: DecimalMark | undefined
  /** Sees the time of each entry, where times are read, also of one whose place a later one takes. */
  readonly times?: TimesSeen | undefined
}

/** What a parser of lines does with those that are no rows. */
export interface LineOptions extends RowOptions {
  /** Whether a line is a comment, where the file begins with some. */
  readonly isComment: (line: string) => boolean
}

/** Rows that count as any other, and may be none: undefined where there are none. */
export interface CountedRows {
  readonly negative?: QuantityRows | undefined
  readonly zero?: QuantityRows | undefined
  readonly cancelled?: readonly CancellationCount[] | undefined
  /** Of each column of events in each file. */
  readonly events?: readonly EventKinds[] | undefined
}

/** What a format adds to a reading. */
export type FormatReading = Omit<
  Reading,
  | 'values'
  | 'rows'
  | 'skipped'
  | 'repeated'
  | 'itemsOnce'
  | 'ofItems'
  | 'apart'
  | 'negative'
  | 'zero'
  | 'cancelled'
  | 'events'
  | 'scales'
  | 'words'
  | 'empty'
>

/**
 * Names of columns where they are clear, else numbers: what finds the same columns again.
 *
 * @param names of all columns, undefined without header
 */
export function namedColumns(
  columns: { readonly [role in ColumnRole]?: number | undefined },
  names: readonly string[] | undefined,
): ColumnChoice {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([role, column]) =>
      column === undefined || column < 0 ? [] : [[role, columnLabel(column, names)]],
    ),
  )
}

/** A column's name, or its number where it has none or shares it. */
export function columnLabel(column: number, names: readonly string[] | undefined): string | number {
  const name = names?.[column]
  if (name === undefined || name === '' || name !== name.trim()) return column
  return names!.indexOf(name) === names!.lastIndexOf(name) ? name : column
}
