import { booleanWords, dateIn, type TableColumn } from '@hvamp/data'
import type { bounds, Condition, Range, Value } from './condition'
import type { ItemTable } from './item-table'
import { listInTexts } from './lists-in-texts'
import { isMissingCell } from './missing-cells'
import { notNumbers, withWayToNumbers } from './not-numbers'
import { readAs } from './read-as'
import { oneOf, shownValue } from './shown-value'
import { textNumber } from './text-numbers'

/**
 * The rows of a table that meet a condition: [rows], 1 where it holds.
 *
 * @param where prefix of error messages
 * @throws if a column is not one of the table's or a value is not of its column's type, naming the place, the rule and the value
 * @example rowsWhere(products, parseCondition('price < 50'), 'where')
 */
export function rowsWhere(table: ItemTable, condition: Condition, where: string): Uint8Array {
  if ('and' in condition) return rowsWhereAll(table, condition.and, `${where}.and`)
  if ('or' in condition) return rowsWhereAny(table, condition.or, `${where}.or`)
  if ('not' in condition) {
    const inner = rowsWhere(table, condition.not, `${where}.not`)
    return eachRow(table, (row) => inner[row] === 0)
  }
  if ('missing' in condition) {
    const column = columnOf(table, condition.missing, `${where}.missing`)
    return eachRow(table, (row) => isMissingCell(column, row))
  }
  const { column: name } = condition
  const column = columnOf(table, name, `${where}.column`)
  if (isEmpty(column)) return new Uint8Array(table.rowCount)
  const place = { table: table.name, name, where }
  if ('equals' in condition) return rowsOf(table, column, [condition.equals], place)
  if ('in' in condition) return rowsOf(table, column, condition.in, place)
  return 'has' in condition
    ? rowsWith(table, column, condition.has, place)
    : rowsIn(table, column, condition, place)
}

/** The rows that meet all of some conditions; one part after another, for there may be many. */
function rowsWhereAll(table: ItemTable, parts: readonly Condition[], where: string): Uint8Array {
  const held = new Uint8Array(table.rowCount).fill(1)
  for (const [i, part] of parts.entries()) {
    const met = rowsWhere(table, part, `${where}[${i}]`)
    for (let row = 0; row < held.length; row++) held[row]! &= met[row]!
  }
  return held
}

/** The rows that meet one of some conditions. */
function rowsWhereAny(table: ItemTable, parts: readonly Condition[], where: string): Uint8Array {
  const held = new Uint8Array(table.rowCount)
  for (const [i, part] of parts.entries()) {
    const met = rowsWhere(table, part, `${where}[${i}]`)
    for (let row = 0; row < held.length; row++) held[row]! |= met[row]!
  }
  return held
}

/** Whether no row has a value in a column: then it is of any type, and nothing holds of it. */
export function isEmpty(column: TableColumn): boolean {
  return column.type === 'text' && column.texts.length === 0
}

/** Where in a rule a column is compared, for errors. */
interface Place {
  readonly table: string
  readonly name: string
  readonly where: string
}

/** A column of a table. @throws naming those that it has, or why this one cannot be read */
export function columnOf(table: ItemTable, name: string, where: string): TableColumn {
  const column = table.columns.get(name)
  if (column) return column
  const why = table.unreadable.get(name)
  if (why) throw new Error(`${where}: ${why.message}`, { cause: why })
  throw new Error(`${where}: must be a column of ${table.name}, ${oneOf(table.columns.keys(), name)}`)
}

function eachRow(table: ItemTable, holds: (row: number) => boolean): Uint8Array {
  const held = new Uint8Array(table.rowCount)
  for (let row = 0; row < held.length; row++) held[row] = holds(row) ? 1 : 0
  return held
}

/** Rows whose cell is one of some values. */
function rowsOf(table: ItemTable, column: TableColumn, values: readonly Value[], place: Place): Uint8Array {
  if (column.type === 'list') throw wrongKind(place, "must be compared by 'has'", column.type)
  const wanted = new Set(values.map((value) => cellOf(column, value, place)))
  if (wanted.size === 1) return rowsEqual(column.values, [...wanted][0]!)
  return eachRow(table, (row) => !isMissingCell(column, row) && wanted.has(column.values[row]!))
}

/** The same for one value, which is no missing cell: quicker than to ask a set. */
function rowsEqual(cells: ArrayLike<number>, wanted: number): Uint8Array {
  const held = new Uint8Array(cells.length)
  for (let row = 0; row < held.length; row++) held[row] = cells[row] === wanted ? 1 : 0
  return held
}

/** A value as the column's cells hold it; −2 for a text that no cell is. */
function cellOf(column: Exclude<TableColumn, { type: 'list' }>, value: Value, place: Place): number {
  if (column.type === 'number' && typeof value === 'number') return value
  if (column.type === 'boolean' && typeof value === 'boolean') return value ? 1 : 0
  if (column.type === 'date') return secondsOf(value, place)
  if (column.type === 'text' && typeof value === 'string') {
    const text = textNumber(column, value)
    return text < 0 ? -2 : text
  }
  const expected = { number: 'a number', boolean: 'true or false', text: 'a text' }[column.type]
  const hint = typeof value === 'boolean' ? booleanHint(column, value) : undefined
  const otherwise = column.type === 'text' ? ` (in quotes: '${value}')` : roundedHint(value)
  throw new Error(
    `${place.where}: must be ${expected}, as '${place.name}' of ${place.table} is, got ${shownValue(value)}${hint ?? otherwise}`,
  )
}

/** Why an integer is no number for a condition. */
function roundedHint(value: Value): string {
  const isLong = typeof value === 'string' && /^[+-]?\d{16,}$/.test(value)
  return isLong ? ', an integer of more than 53 bits, which a number rounds' : ''
}

/** What the cells of a column have for true or false, where all are such: `t`, `ja`, 1; undefined elsewhere. */
function booleanHint(column: TableColumn, value: boolean): string | undefined {
  if (column.type === 'number') {
    const isBit = column.values.every((each) => each === 0 || each === 1 || Number.isNaN(each))
    return isBit ? `: write ${Number(value)}, as its cells have it` : undefined
  }
  const words = column.type === 'text' ? booleanWords(column.texts) : undefined
  if (column.type !== 'text' || !words) return undefined
  const word = words[value ? 1 : 0]
  const text = column.texts.find((each) => each.trim().toLowerCase() === word) ?? word
  return `: write '${text}', as its cells have it`
}

function secondsOf(value: Value, { where, name, table }: Place): number {
  const seconds = typeof value === 'string' ? dateIn(value) : Number.NaN
  if (!Number.isNaN(seconds)) return seconds
  throw new Error(
    `${where}: must be a date such as '2024-01-31' (ISO 8601), as '${name}' of ${table} is, got ${shownValue(value)}`,
  )
}

function rowsWith(table: ItemTable, column: TableColumn, text: string, place: Place): Uint8Array {
  if (column.type !== 'list')
    throw wrongKind(place, "must be a list for 'has'", notList(table, column, place.name))
  const wanted = textNumber(column, text)
  const held = new Uint8Array(table.rowCount)
  if (wanted < 0) return held
  const { offsets, values } = column
  for (let row = 0; row < held.length; row++) {
    for (let place = offsets[row]!; place < offsets[row + 1]!; place++) {
      if (values[place] === wanted) held[row] = 1
    }
  }
  return held
}

/** What a column has that has to be of lists, and what helps: lists may stand in its texts. */
function notList(table: ItemTable, { type }: TableColumn, name: string): string {
  const found = listInTexts(table, name)
  if (!found) return `${type}: write = in place of has`
  return `text, such as ${shownValue(found.list)}, ${readAs(name, { list: found.separator })}`
}

function rowsIn(table: ItemTable, column: TableColumn, range: Range, place: Place): Uint8Array {
  if (column.type !== 'number' && column.type !== 'date') {
    throw wrongKind(
      place,
      'must be numbers or dates to be compared by size',
      withWayToNumbers(notNumbers(column, place.name)),
    )
  }
  const limit = (bound: (typeof bounds)[number], otherwise: number) => {
    const value = range[bound]
    return value === undefined
      ? otherwise
      : cellOf(column, value, { ...place, where: `${place.where}.${bound}` })
  }
  const [atLeast, above] = [
    limit('atLeast', Number.NEGATIVE_INFINITY),
    limit('above', Number.NEGATIVE_INFINITY),
  ]
  const [atMost, below] = [
    limit('atMost', Number.POSITIVE_INFINITY),
    limit('below', Number.POSITIVE_INFINITY),
  ]
  return eachRow(table, (row) => {
    const value = column.values[row]! // no comparison with NaN, a missing cell, holds
    return value >= atLeast && value > above && value <= atMost && value < below
  })
}

function wrongKind({ where, name, table }: Place, rule: string, got: string): Error {
  return new Error(`${where}: column '${name}' of ${table} ${rule}, got ${got}`)
}
