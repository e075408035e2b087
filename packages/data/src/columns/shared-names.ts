import { quoted, undecidedBut } from '../values/file-error'
import { isMissing } from '../values/missing-ids'
import { isDate } from '../values/times-in-text'
import { lastKey, wordsOf } from '../values/words-of-ratings'
import { type ColumnChoice, fittingColumns, namesIds, plainName } from './column-names'
import { isLikelyId, saysElse, speaksOf } from './likely-columns'
import { linesOf, numberedLines } from './numbered-lines'
import { orderColumns, orderNumbers } from './order-names'
import { requireSenseOfItems } from './other-senses'
import {
  COARSE,
  cellsIn,
  columnsOf,
  countOf,
  ENOUGH,
  FEWEST,
  inSeveral,
  type ReadColumns,
  type Rows,
} from './rows-beside'

const MOST_SPACED = 0.1 // of ids: texts have spaces
const MOST_NUMBERED = 0.1 // of names: ids have digits
const DECIMALS = /^-?\d*[.,]\d+$/

/** A column of names of users or items, and one of their ids that it does not tell apart. */
interface SharedNames {
  readonly role: 'user' | 'item'
  readonly names: number
  readonly ids: number
  /** How many different ones there are. */
  readonly counts: { readonly names: number; readonly ids: number }
  /** Whether these may be the ids that are meant: those of users or devices show only that names are shared. */
  readonly areLikely: boolean
}

/** Columns, and how they were found. */
export interface ColumnsFound {
  /** Names of the columns. */
  readonly header: readonly string[]
  /** What their names say of their values, where that is less than the whole: `sku` of `items.sku`. */
  readonly labels?: readonly string[]
  /** Numbers of the columns that are read. */
  readonly read: ReadColumns
  /** Columns that the caller chose, which are as they are. */
  readonly chosen: ColumnChoice | undefined
}

/**
 * Requires that columns of users and items that were found by their names tell these apart: names of which each stands for several ids of
 * another column do not, nor do ids of cashiers beside customers, codes that several goods share, numbers of the lines of orders, nor nouns in
 * another sense.
 *
 * @param rows the first rows, of as many cells as there are columns
 * @throws if another column tells them apart, or items are numbers of lines
 */
export function requireNamesApart(found: ColumnsFound, rows: Rows, where: string): void {
  const { header, labels = header, read } = found
  const roles = rolesFound(found)
  if (roles.includes('item')) requireSenseOfItems(header, labels, { rows, read, where })
  const shared = roles
    .filter((role) => !namesIds(labels[read[role]!]!, role))
    .map((role) => idsOf(labels, rows, { role, names: read[role]!, read }))
    .find((names) => names !== undefined)
  if (shared) throw severalIds(header, shared, rows.length, where)
  const lines = roles.includes('item') ? linesOf(labels, rows, read) : undefined
  if (lines) throw numberedLines(header, lines, where)
  const coarse = roles
    .map((role) => coarserThan(labels, rows, role, read))
    .find((column) => column !== undefined)
  if (coarse) throw coarseIds(header, coarse, where)
}

const rolesFound = ({ chosen }: ColumnsFound) =>
  (['item', 'user'] as const).filter((role) => chosen?.[role] === undefined)

/** Whether rows can show such a column, by the names of all. */
export function mayShareNames(found: ColumnsFound): boolean {
  const { header, labels = header, read } = found
  const areAllRead = header.every((_, column) => Object.values(read).includes(column))
  if (areAllRead) return false
  const roles = rolesFound(found)
  const mayNumber = orderNumbers(labels).length > 0 || columnsOf(labels, 'item', read).length > 0
  return (
    (roles.includes('item') && mayNumber) ||
    roles.some((role) => !namesIds(labels[read[role]!]!, role) || othersOf(labels, role, read).length > 0)
  )
}

function severalIds(
  header: readonly string[],
  { role, names, ids, counts, areLikely }: SharedNames,
  rows: number,
  where: string,
): Error {
  const own = header[ids]!
  const got = `${counts.names} of ${quoted(header[names]!)} for ${counts.ids} of ${quoted(own)} in the first ${rows} rows`
  const option = `columns.${role}`
  return undecidedBut(where, `a name of its own for each ${role}`, got, {
    options: [option],
    likely: areLikely ? { [option]: own } : {},
  })
}

/** Words in names of ids that are no item's. */
const OF_NO_ITEM = new Set([
  ...['user', 'customer', 'visitor', 'client', 'account', 'device', 'session', 'visit', 'event', 'insert'],
  ...['request', 'message', 'amplitude', 'distinct', 'anonymous', 'cookie', 'ip'],
])

/** How far a name speaks against ids of items: 0 where it is one of theirs, 2 for those of users, devices, sessions and events. */
function distanceFromItems(name: string): number {
  if (fittingColumns([name], 'item', undefined).length > 0 || isLikelyId(name, 'item')) return 0
  return wordsOf(lastKey(name)).some((word) => OF_NO_ITEM.has(word)) ? 2 : 1
}

/**
 * The first column, of those that are not read, of ids that names do not tell apart: each has one name, some have the same, and enough of them
 * occur again, of items with another user and of users with another item, as numbers and times of rows do not, though an event be there twice;
 * of users in several orders, as numbers of orders do not. Of items, columns of their ids by name come first, those of users and devices last.
 */
function idsOf(
  header: readonly string[],
  rows: Rows,
  of: {
    readonly role: 'user' | 'item'
    readonly names: number
    readonly read: ReadColumns
  },
): SharedNames | undefined {
  const { role, names, read } = of
  if (role === 'user' && !areNames(cellsIn(rows, names))) return undefined
  const other = read[role === 'user' ? 'item' : 'user']!
  const order = role === 'user' ? orderColumns(header).find((column) => countOf(rows, column) > 1) : undefined
  const distances = header.map((name) => (role === 'item' ? distanceFromItems(name) : 0))
  for (const ids of [...header.keys()].toSorted((a, b) => distances[a]! - distances[b]!)) {
    const name = header[ids]!
    if (Object.values(read).includes(ids) || ids === order || saysElse(name)) continue
    const known = rows.filter((row) => !isMissing(row[ids] ?? '') && !isMissing(row[names] ?? ''))
    const nameOf = new Map(known.map((row) => [row[ids]!, row[names]!]))
    const isOne = known.every((row) => nameOf.get(row[ids]!) === row[names])
    const counts = { names: new Set(nameOf.values()).size, ids: nameOf.size }
    if (!isOne || counts.names === counts.ids) continue
    const pairs = new Set(known.map((row) => JSON.stringify([row[ids], row[other]])))
    if (pairs.size - counts.ids < ENOUGH) continue
    const isOfUsers = order === undefined ? speaksOf(name, 'user') : inSeveral(known, ids, order) >= ENOUGH
    if (areIds([...nameOf.keys()]) && (role === 'item' || isOfUsers))
      return { role, names, ids, counts, areLikely: distances[ids]! < 2 }
  }
  return undefined
}

/** Codes that goods may share, as those without one do. */
const CODES_OF_GOODS = /^(?:ean|upc|gtin|isbn|barcode)\d*$/

/** A column that is read, and one of the same role that has more values. */
interface CoarseColumn {
  readonly role: 'user' | 'item'
  readonly own: number
  readonly other: number
  readonly counts: { readonly own: number; readonly other: number }
}

/**
 * Another column of users with many more values than the ids that are read, which are those of a cashier then; or another one of items beside a
 * code of goods.
 */
function coarserThan(
  header: readonly string[],
  rows: Rows,
  role: 'user' | 'item',
  read: ReadColumns,
): CoarseColumn | undefined {
  const own = read[role]!
  const ownCount = countOf(rows, own)
  const isEnough = (count: number) =>
    count >= FEWEST && (role === 'user' ? count >= COARSE * ownCount : count > ownCount)
  for (const other of othersOf(header, role, read)) {
    const count = countOf(rows, other)
    const areOwn = role === 'user' || areIds(cellsIn(rows, other))
    if (isEnough(count) && areOwn) return { role, own, other, counts: { own: ownCount, other: count } }
  }
  return undefined
}

/** Columns of users beside the ids that are read, and of items beside a code of goods. */
function othersOf(header: readonly string[], role: 'user' | 'item', read: ReadColumns): readonly number[] {
  if (role === 'item' && !CODES_OF_GOODS.test(plainName(header[read.item!]!))) return []
  return columnsOf(header, role, read)
}

function coarseIds(header: readonly string[], coarse: CoarseColumn, where: string): Error {
  const { role, own, other, counts } = coarse
  const option = `columns.${role}`
  const got = `${quoted(header[own]!)} with ${counts.own} and ${quoted(header[other]!)} with ${counts.other} in the first rows`
  return undecidedBut(where, `one column as ${role}`, got, {
    options: [option],
    likely: { [option]: header[other]! },
  })
}

function areNames(cells: readonly string[]): boolean {
  return cells.filter((cell) => /\d/.test(cell)).length <= MOST_NUMBERED * cells.length
}

function areIds(values: readonly string[]): boolean {
  const spaced = values.filter((value) => /\s/.test(value)).length
  return (
    spaced <= MOST_SPACED * values.length && !values.some((value) => DECIMALS.test(value) || isDate(value))
  )
}
