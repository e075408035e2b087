import type { ColumnRole } from '../columns/column-names'
import type { Ids } from '../interactions/interactions'
import type { DecimalMark } from '../values/rating-numbers'
import type { EscapedCells } from './escapes'

/**
 * What the cells of a column are; of `number-or-missing` those that are no numbers, such as `from 20.99`, are missing. Cells of a list are texts,
 * written with this separator where the file has no lists.
 */
export type ColumnType =
  | 'number'
  | 'number-or-missing'
  | 'text'
  | 'boolean'
  | 'date'
  | { readonly list: string }

/** The cells of a column, a value a row. A missing one is NaN, −1 or an empty list. */
export type TableColumn =
  | { readonly type: 'number'; readonly values: Float64Array }
  /** Seconds since 1970. */
  | { readonly type: 'date'; readonly values: Float64Array }
  /** 0, 1, or −1 where missing. */
  | { readonly type: 'boolean'; readonly values: Int8Array }
  /** Numbers of the different texts, which are in order of first appearance. */
  | { readonly type: 'text'; readonly values: Int32Array; readonly texts: Ids }
  /** The same, several a row: `values[offsets[row]] … values[offsets[row + 1] − 1]`. */
  | {
      readonly type: 'list'
      readonly offsets: Int32Array // [rowCount + 1]
      readonly values: Int32Array
      readonly texts: Ids
    }

/** Rows under named columns, such as the items of a shop. */
export interface Table {
  /** What errors call it: the path of its file. */
  readonly name: string
  readonly rowCount: number
  readonly columnNames: readonly string[]
  /** Further columns, such as those of structures, with the error that says why they are not read; absent without one. */
  readonly unread?: ReadonlyMap<string, Error> | undefined
  /** Of a text with tabs: columns with the escapes of a database's export, which were read as they stand; absent without one. */
  readonly escaped?: readonly EscapedCells[] | undefined
  /**
   * Name of the column that readers of interactions would take for this; undefined if none has a name that they know.
   *
   * @param fit how well a column fits, by its cells: of several such columns only those that fit best
   * @throws if two columns fit equally well
   */
  find(role: ColumnRole, fit?: (name: string) => number): string | undefined
  /**
   * A column, by its name.
   *
   * Without a type, cells of a text file are numbers, booleans (`true`, `false`) or dates (ISO 8601) if all cells are, else
   * texts; a number with a leading zero, such as `007`, is a text, and so is an integer of more than 53 bits, such as a long id. Values of any
   * other source keep their own type.
   *
   * @throws if there is no such column, or naming the first row whose cell is not of the type, or may be a thousand or a decimal
   */
  column(name: string, type?: ColumnType): TableColumn
}

/** The cells of a table as its source has them. */
export interface RawTable {
  readonly name: string
  /** Texts whose types are inferred ('' where missing), or values that have types (undefined or null where missing). */
  readonly cells: 'texts' | 'values'
  readonly rowCount: number
  readonly columns: ReadonlyMap<string, readonly unknown[]>
  /** Further columns, which are not read, and what they have: `structures`. */
  readonly unread?: ReadonlyMap<string, string> | undefined
  /** The mark before the decimals of numbers in texts, where it was chosen. */
  readonly decimal?: DecimalMark | undefined
  /** What separates the fields of a file of texts. */
  readonly delimiter?: string | undefined
  readonly escaped?: readonly EscapedCells[] | undefined
  /** Separators of the columns whose names say that their cells are lists. */
  readonly lists?: ReadonlyMap<string, string> | undefined
  /** Says where a row stands: `items.csv:7`. */
  placeOf(row: number): string
}
