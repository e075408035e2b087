import { vocabulary } from '../interactions/vocabulary'
import { secondsOfDate } from '../values/fine-dates'
import { listedTexts } from '../values/listed-texts'
import { BOOLEAN_WORDS, booleanWord } from './boolean-words'
import { type CellReading, dateIn, type Failure, isMissing } from './inferred-type'
import { shownCell } from './shown-cell'
import type { ColumnType, TableColumn } from './table'

/**
 * Cells as a column of a type.
 *
 * @throws as `failure` says, for the first cell that is not of the type
 */
export function typedColumn(
  cells: readonly unknown[],
  type: ColumnType,
  { numberOf, failure }: CellReading,
): TableColumn {
  requireColumnType(type)
  if (typeof type === 'object') return listColumn(cells, type.list, failure)
  if (type === 'text') return textColumn(cells, failure)
  if (type === 'boolean') return booleanColumn(cells, failure)
  if (type === 'date') return { type, values: datesOf(cells, failure) }
  const reading = type === 'number' ? { numberOf, failure } : { numberOf }
  return { type: 'number', values: numbersOf(cells, reading) }
}

/** What to do about a few cells that are no numbers. */
const OTHERS = ": leave the cells without a number empty, or read the column as 'number-or-missing'"

/** (6) and 6-, below zero as bookkeepers write it, which a missing cell would hide. */
const BOOKKEPT = /^\s*(?:\([\d.,]+\)|[\d.,]*\d[-\u2212])\s*$/
const SIGN_FIRST = ': write a number below zero with its sign first, as -6'

/** 49,- and 12.–, which have no hundredths and would be lost as missing. */
const DASHED = /^\s*\d[\d.,]*[.,][-\u2013\u2014]\s*$/
const WITHOUT_DASH = ': write 49,- as 49'

const NAMES: readonly unknown[] = ['number', 'number-or-missing', 'text', 'boolean', 'date']

/** @throws if a program without types gave another */
function requireColumnType(type: ColumnType): void {
  if (NAMES.includes(type) || typeof (type as { list?: unknown } | null)?.list === 'string') return
  throw new Error(
    `type of a column must be one of ${NAMES.join(', ')}, or { list: ',' } with the separator of lists, got ${shownCell(type)}`,
  )
}

/** @param reading without a failure, cells that are no numbers are missing ones */
function numbersOf(
  cells: readonly unknown[],
  { numberOf, failure }: Pick<CellReading, 'numberOf'> & Partial<CellReading>,
): Float64Array {
  const advice = (cell: unknown) => {
    if (typeof cell === 'string' && BOOKKEPT.test(cell)) return SIGN_FIRST
    if (typeof cell === 'string' && DASHED.test(cell)) return WITHOUT_DASH
    return areMostNumbers(cells, numberOf) ? OTHERS : ''
  }
  return Float64Array.from(cells, (cell, row) => {
    if (isMissing(cell)) return Number.NaN
    const value = typeof cell === 'string' ? numberOf(cell) : typeof cell === 'bigint' ? Number(cell) : cell
    const isNumber = typeof value === 'number' && Number.isFinite(value)
    if (isNumber && (typeof cell !== 'bigint' || BigInt(value) === cell)) return value
    if (!failure) return Number.NaN
    if (isNumber) throw failure(row, 'an integer of at most 53 bits', shownCell(cell))
    throw failure(row, 'a finite number', `${shownCell(cell)}${advice(cell)}`)
  })
}

/** Whether most cells that are not missing are numbers, so that the others may be taken for missing ones. */
function areMostNumbers(cells: readonly unknown[], numberOf: CellReading['numberOf']): boolean {
  const present = cells.filter((cell) => !isMissing(cell))
  const numbers = numbersOf(present, { numberOf }).filter((value) => !Number.isNaN(value))
  return 2 * numbers.length > present.length
}

function datesOf(cells: readonly unknown[], failure: Failure): Float64Array {
  return Float64Array.from(cells, (cell, row) => {
    if (isMissing(cell)) return Number.NaN
    const seconds =
      typeof cell === 'string' ? dateIn(cell) : cell instanceof Date ? secondsOfDate(cell) : Number.NaN
    if (Number.isNaN(seconds)) throw failure(row, 'a date (2026-12-31 or 31.12.2026)', shownCell(cell))
    return seconds
  })
}

/** The words of the first cells decide which those of the others may be: `1` among `ja` and `nein` is refused. */
function booleanColumn(cells: readonly unknown[], failure: Failure): TableColumn {
  let pairs = BOOLEAN_WORDS
  const values = Int8Array.from(cells, (cell, row) => {
    if (isMissing(cell)) return -1
    const word = booleanWord(cell)
    const fitting = pairs.filter((pair) => pair.some((each) => each === word))
    if (fitting.length === 0) {
      const expected =
        pairs === BOOLEAN_WORDS ? 'true or false' : `${pairs[0]!.join(' or ')}, like those before,`
      throw failure(row, expected, shownCell(cell))
    }
    pairs = fitting
    return fitting[0]![1] === word ? 1 : 0
  })
  return { type: 'boolean', values }
}

function textColumn(cells: readonly unknown[], failure: Failure): TableColumn {
  const texts = vocabulary()
  const values = Int32Array.from(cells, (cell, row) =>
    isMissing(cell) ? -1 : texts.indexOf(textOf(cell, row, failure)),
  )
  return { type: 'text', values, texts: texts.ids() }
}

function listColumn(cells: readonly unknown[], separator: string, failure: Failure): TableColumn {
  const texts = vocabulary()
  const offsets = new Int32Array(cells.length + 1)
  const values: number[] = []
  for (const [row, cell] of cells.entries()) {
    const own = new Set<number>()
    for (const entry of entriesOf(cell, separator, row, failure)) {
      const index = isMissing(entry) ? -1 : texts.indexOf(textOf(entry, row, failure))
      if (index >= 0) own.add(index)
    }
    for (const index of own) values.push(index)
    offsets[row + 1] = values.length
  }
  return { type: 'list', offsets, values: Int32Array.from(values), texts: texts.ids() }
}

function entriesOf(cell: unknown, separator: string, row: number, failure: Failure): readonly unknown[] {
  if (isMissing(cell)) return []
  if (Array.isArray(cell)) return cell
  if (typeof cell === 'string') return listedTexts(cell, separator)
  throw failure(row, 'a list', shownCell(cell))
}

function textOf(cell: unknown, row: number, failure: Failure): string {
  if (typeof cell === 'string' || typeof cell === 'bigint' || Number.isFinite(cell)) return String(cell)
  if (cell instanceof Date && !Number.isNaN(cell.getTime())) return cell.toISOString()
  if (typeof cell === 'boolean') return String(cell)
  throw failure(row, 'a text', shownCell(cell))
}
