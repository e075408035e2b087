import { timeIn } from '../values/times-in-text'
import { shownCell } from './shown-cell'
import type { ColumnType, RawTable } from './table'

/** What is wrong with a cell: its row, the rule, the value. */
export type Failure = (row: number, expected: string, got: string) => Error

/** How cells are read. */
export interface CellReading {
  /** The number in a text; NaN for any other text. */
  readonly numberOf: (text: string) => number
  readonly failure: Failure
}

const DAY_FIRST = /^\s*(?:\d{4}([-/.])\d\d\1\d\d(?!\d)|\d{1,2}\.\d{1,2}\.\d{4})/ // and no number, which is a time elsewhere
const LEADING_ZERO = /^[+-]?0\d/
const WHOLE = /^[+-]?\d+$/
const SEPARATOR = '|' // of lists written as one text

/** How databases write nothing into a text. */
const NULLS: readonly unknown[] = ['NULL', '\\N']

/** Whether a cell holds nothing; NaN is how data frames write a missing number to parquet. */
export function isMissing(cell: unknown): boolean {
  return cell === undefined || cell === null || cell === '' || Number.isNaN(cell) || NULLS.includes(cell)
}

/** Seconds since 1970 of a date (ISO 8601, 2026/12/31 or 31.12.2026); NaN for any other text. */
export function dateIn(text: string): number {
  return DAY_FIRST.test(text) ? timeIn(text) : Number.NaN
}

/**
 * The type that all cells have; text where all are missing.
 *
 * @throws if values of two types are mixed, or one is of a type that no column has
 */
export function inferredType(
  cells: readonly unknown[],
  { source, numberOf, failure }: CellReading & { readonly source: RawTable['cells'] },
): ColumnType {
  const present = cells.filter((cell) => !isMissing(cell))
  if (present.length === 0) return 'text'
  if (source === 'texts') return typeOfTexts(present as string[], numberOf)
  const kind = kindOf(present[0])
  const at = cells.findIndex((cell) => !isMissing(cell) && (kind === undefined || kindOf(cell) !== kind))
  if (at >= 0) {
    const expected = kind ? `a ${kind}, like those before,` : 'a number, a text, a boolean, a date or a list'
    throw failure(at, expected, shownCell(cells[at]))
  }
  if (kind === 'list') return { list: SEPARATOR }
  return kind === 'text' ? datesOr('text', present as string[]) : kind!
}

function typeOfTexts(texts: readonly string[], numberOf: CellReading['numberOf']): ColumnType {
  const isNumber = (text: string) =>
    !LEADING_ZERO.test(text) && Number.isFinite(numberOf(text)) && !isLongInteger(text) // 007 is a code
  if (texts.every(isNumber)) return 'number'
  if (texts.every((text) => text === 'true' || text === 'false')) return 'boolean'
  return datesOr('text', texts)
}

/** Whether a number would not tell an integer from the next one, as of ids with 17 digits and more. */
const isLongInteger = (text: string) => WHOLE.test(text) && !Number.isSafeInteger(Number(text))

const datesOr = (type: 'text', texts: readonly string[]) =>
  texts.every((text) => !Number.isNaN(dateIn(text))) ? 'date' : type

function kindOf(cell: unknown): 'number' | 'text' | 'boolean' | 'date' | 'list' | undefined {
  if (typeof cell === 'number' || typeof cell === 'bigint') return 'number'
  if (typeof cell === 'string') return 'text'
  if (typeof cell === 'boolean') return 'boolean'
  if (cell instanceof Date) return 'date'
  return Array.isArray(cell) ? 'list' : undefined
}
