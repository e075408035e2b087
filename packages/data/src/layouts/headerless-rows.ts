import { otherOrder, ownerOfThird, ownsSecond } from '../columns/column-order'
import {
  areDescriptions,
  areProductsFirst,
  areSurelyTimes,
  type DoubtInTable,
  doubtAbout,
  isRating,
  repeats,
} from '../columns/headerless-table'
import { likelyOrder } from '../columns/likely-order'
import { NO_HEADER } from '../columns/number-or-name'
import type { LayoutOptions } from '../reading/layout-options'
import { quoted, type UndecidedError, undecided, undecidedBut } from '../values/file-error'
import { matrixRefused, mayBeUnnamedMatrix } from './item-matrix'

const NAMED = 10 // cells that an error lists
const ENOUGH = 5 // rows whose numbers are times by no chance

/**
 * Why rows without names of columns are not surely user, item, rating and time; undefined if they are.
 *
 * @throws if they surely stand in another order
 */
export function doubtInRows(
  rows: readonly (readonly string[])[],
  delimiter: string,
  options: LayoutOptions,
  where: string,
): DoubtInTable | undefined {
  if (areProductsFirst(rows)) throw productsFirst(rows, where)
  const doubt = doubtAbout(rows)
  if (doubt !== undefined) return doubt
  if (delimiter === ' ' && options.format !== 'table' && !isTable(rows)) {
    const items = rows[0]!.length === 3 ? 'two items' : 'three items'
    return { why: `lines of one length, which may be a user and ${items}` }
  }
  requireUsualOrder(rows, options, where)
  return undefined
}

/** Rows of which it is not sure what stands where. */
export interface Doubt extends DoubtInTable {
  /** Of the same number of cells. */
  readonly rows: readonly (readonly string[])[]
  /** Whether they may be lists of items. */
  readonly areLists?: boolean
  /** The line of a header that numbers their columns otherwise than their places do. */
  readonly numbered?: number | undefined
  /** The number of the line of a row. */
  lineOf?(row: readonly string[]): number | undefined
}

/** The error of such a doubt, with the numbers of the columns where the values show them, or of a matrix with a column for each item. */
export function doubtful(doubt: Doubt, where: string): UndecidedError {
  const { why, row = 0, rows, areLists = false, numbered, lineOf } = doubt
  const expected =
    'a header with a user and an item column, or fields that surely are user, item, rating and time'
  const order = likelyOrder(rows)
  if (!order && !areLists && mayBeUnnamedMatrix(rows)) return matrixRefused(rows[0]!, where)
  if (!order || areLists) {
    const likely = areLists ? { format: 'adjacency' } : {}
    const got = areLists ? why : `${why}: ${cellsByNumber(rows[row]!)}`
    const line = areLists ? undefined : lineOf?.(rows[row]!)
    const place = line === undefined ? where : where.replace(/\d+$/, String(line))
    return undecidedBut(place, expected, got, { options: ['columns', 'header', 'format'], likely })
  }
  const columns = Object.entries(order).map(([role, column]) => [`columns.${role}`, column] as const)
  const together = [
    ...(numbered === undefined ? [] : ['skipLines', NO_HEADER]),
    ...columns.map(([option]) => option),
  ]
  return undecidedBut(where, expected, why, {
    options: together,
    likely: { ...Object.fromEntries(columns), ...(numbered !== undefined && { skipLines: numbered }) },
    together,
  })
}

/** @throws if rows of MovieLens describe something, as those of movies.dat do, and so have no users */
export function requireNoDescriptions(rows: readonly (readonly string[])[], where: string): void {
  if (!areDescriptions(rows)) return
  const got = `a text in the third field of every row, as a table of items has it: ${cellsByNumber(rows[0]!)}`
  throw undecided(where, 'user, item and rating', got, ['columns'])
}

/** The cells of a row by the numbers with which their columns are chosen. */
function cellsByNumber(cells: readonly string[]): string {
  const shown = cells.slice(0, NAMED).map((cell, column) => `${column} = ${quoted(cell)}`)
  return [...shown, ...(cells.length > NAMED ? [`${cells.length - NAMED} more`] : [])].join(', ')
}

/** The error of a table with products first, which has the columns to choose. */
function productsFirst(rows: readonly (readonly string[])[], where: string): Error {
  const isRated = rows.every((row) => isRating(row[2] ?? ''))
  const likely = { 'columns.user': 1, 'columns.item': 0, ...(isRated && { 'columns.rating': 2 }) }
  const got = `products and then users, ${quoted(rows[0]![0]!)} and ${quoted(rows[0]![1]!)}`
  return undecidedBut(where, 'users and then items, or columns given by number', got, allOf(likely))
}

/** Columns that settle a question only together. */
function allOf(likely: Readonly<Record<string, number>>) {
  return { options: Object.keys(likely), likely, together: Object.keys(likely) }
}

/** @throws if ratings surely stand before the items, or the third column surely has none; no columns are chosen then */
export function requireUsualOrder(
  rows: readonly (readonly string[])[],
  options: LayoutOptions,
  where: string,
): void {
  if (hasColumns(options) || rows[0]!.length < 3) return
  const expected = 'user, item and rating in a table without header'
  const order = otherOrder(rows)
  if (order) {
    const { user, item, rating } = order
    const place = rating === 0 ? 'first' : 'second'
    const likely = { 'columns.user': user, 'columns.item': item, 'columns.rating': rating }
    const got = `few small numbers as ${place} field, as ratings are, and many as third`
    throw undecidedBut(where, expected, got, allOf(likely))
  }
  if (ownsSecond(rows)) {
    const got = 'a second field that is the same in all rows of a user, as an age is'
    throw undecided(where, expected, got, ['columns'])
  }
  const owner = ownerOfThird(rows)
  if (owner === undefined) return
  const example = owner === 'item' ? 'a category or a price' : 'a group or an age'
  const got = `a third field that is the same in all rows of ${owner === 'item' ? 'an' : 'a'} ${owner}, as ${example} is`
  const likely = { 'columns.user': 0, 'columns.item': 1 }
  throw undecidedBut(where, expected, got, allOf(likely))
}

/**
 * Whether lines of words are surely no lists of items: a user has two lines, a word is no integer, or the fourth ones are times, behind
 * numbers that may be ratings.
 */
function isTable(rows: readonly (readonly string[])[]): boolean {
  if (rows[0]!.length === 2) return true // a list of one item is the same
  const isTimed = rows[0]!.length === 4 && areSurelyTimes(rows.map((row) => row[3]!))
  if (isTimed && rows.length >= ENOUGH) return true
  return repeats(rows.map((row) => row[0]!)) || rows.some((row) => row.some((cell) => !/^\d+$/.test(cell)))
}

/** Whether the user chose a column. */
export function hasColumns({ columns = {} }: LayoutOptions): boolean {
  return Object.values(columns).some((column) => column !== undefined)
}
