import type { ColumnChoice } from '../columns/column-names'
import type { DateOrder } from '../values/date-order'
import type { MissingChoice } from '../values/missing-ids'
import type { DecimalMark } from '../values/rating-numbers'

/** How a file of interactions is written. */
export type InteractionsFormat =
  | 'auto'
  | 'table'
  | 'csv'
  | 'tsv'
  | 'movielens'
  | 'u.data'
  | 'adjacency'
  | 'json'
  | 'python'
  | 'netflix'

export interface LayoutOptions {
  /**
   * - `table`: one entry a line, in fields separated by a delimiter
   * - `csv`: a table with commas, semicolons or bars
   * - `tsv`: a table with tabs
   * - `movielens`: a table without header, `user::item`, `user::item::rating` or `user::item::rating::timestamp`
   * - `u.data`: the same separated by tabs
   * - `adjacency`: `user item item …`, all items of a user on one line
   * - `json`: one object a line, or an array of objects
   * - `python`: the same as Python prints it, with strings in single quotes
   * - `netflix`: `movie:` on a line, then `customer,rating,date` for each of its ratings, as in the files of the prize
   *
   * `auto`, the default, looks at the first lines and refuses what fits several formats, or none.
   */
  readonly format?: InteractionsFormat | undefined
  /**
   * The format of files of the same kind, where `format` is auto: lines that may be a user and their items, each of another user, are taken for
   * such.
   */
  readonly likelyFormat?: 'adjacency' | undefined
  /** How many lines at the start of a text file are passed over, such as a title above the header of a table; none by default. */
  readonly skipLines?: number | undefined
  /**
   * How many lines at the end of a text file are passed over, such as a sum or a note below the rows, of which those without text are not
   * counted; none by default. A reading does not keep it: a file of the same kind may end otherwise.
   */
  readonly skipLast?: number | undefined
  /** What separates the fields of a table: one character, also a control character such as the ^A of Hive, or `::`; a space stands for any run of spaces and tabs. */
  readonly delimiter?: string | undefined
  /**
   * Whether the first line of a table is a header. Without one, and without `columns`, fields are user, item, rating and
   * timestamp, of which the last two can be absent. What has names of its own, such as parquet and rows of a database, is refused where
   * `header` is false and columns are chosen by number.
   */
  readonly header?: boolean | undefined
  /** Columns by name or, from 0, by number, in place of known names; all other columns are not read. */
  readonly columns?: ColumnChoice | undefined
  /**
   * Quotes around fields of a table.
   *
   * - `auto`: as in RFC 4180, but a quote in a table with tabs or spaces is a plain character unless it opens a field and
   *   closes it in the same line; a quoted field that holds lines which look like rows is refused
   * - `double`: as in RFC 4180
   * - `none`: a quote is a plain character
   */
  readonly quoting?: 'auto' | 'double' | 'none' | undefined
  /**
   * The mark before the decimals of ratings in a table, or in texts of JSON, parquet and rows: with `comma`, 4,5 is a number and 1.234 a thousand; with `point`, 1,234 is
   * one. Without it a number that leaves no doubt, such as 4,5, decides for all.
   */
  readonly decimal?: DecimalMark | undefined
  /**
   * How the bytes of a text file encode characters, by a name that TextDecoder knows: `windows-1252`, `shift_jis`. UTF-8 by default; a byte
   * order mark of UTF-8 or UTF-16 goes first.
   */
  readonly encoding?: string | undefined
  /**
   * What to do with a row whose user, item, rating or time is empty, a null such as `NULL`, `\N` or `NaN`, or lost to a spreadsheet
   * (`#REF!`, 4.00639E+12), or whose id is the label of a sum (`Grand Total`, and `Total` among ids with digits), and with a line that looks like a comment in a file that
   * begins with none: `refuse`, the default; `skip` it and count it; `keep` such texts as ids, and lists such as [1, 2] or A-1,B-2 too; or
   * `keep-ids`, which does so and skips rows without a rating or a time, or with an empty id.
   */
  readonly missing?: MissingChoice | undefined
  /**
   * The order of day and month in dates such as 03/01/2024 and 03.01.24: by default that of a table whose first lines show it, by a number
   * above 12; without it such dates are refused. 31.12.2026 needs none.
   */
  readonly dateOrder?: DateOrder | undefined
  /**
   * Whether to read the rating of each entry, where there is one: `false` reads none, so that every row counts alike, whatever stands there.
   */
  readonly ratings?: boolean | undefined
  /**
   * Whether to read the time of each entry: numbers as they are, dates (ISO 8601, 31.12.2026, Thu Dec 31 18:30:00 +0000 2026, or 20261231
   * for all of a file) in seconds since 1970.
   */
  readonly timestamps?: boolean | undefined
}
