import type { Reading } from '@hvamp/data'
import type { FileOptions } from '../settings/data'

/** How the columns of a table with a header stand, by which a file without one is read. */
export interface ColumnOrder {
  /** Numbers of the columns that are read, from 0. */
  readonly places: NonNullable<Reading['places']>
  /** Number of all columns. */
  readonly count: number
}

/** The columns of a reading, also of one that a run has kept. */
type ReadColumns = Pick<Reading, 'unread'> & {
  readonly columns?: Reading['columns'] | undefined
  readonly places?: Reading['places'] | undefined
}

/** @returns undefined of what has no such columns, or was read by an early version */
export function columnOrder({ places, ...reading }: ReadColumns): ColumnOrder | undefined {
  return places && { places, count: columnCount(reading) }
}

/** Names of all columns of a table with a header, in their order, and numbers of those without one; undefined of another file. */
export function columnLabels({ places, columns = {}, unread }: ReadColumns): (string | number)[] | undefined {
  if (!places) return undefined
  const labels: (string | number)[] = []
  for (const [role, place] of Object.entries(places) as [keyof typeof places, number | undefined][])
    if (place !== undefined) labels[place] = columns[role] ?? place
  const others = [...unread]
  for (let place = 0; others.length > 0; place++) labels[place] ??= others.shift()!
  return labels
}

/** A column as a sentence has it: its name, or its number of a table without names. */
export function columnInWords(column: string | number): string {
  return typeof column === 'number' ? `column ${column}` : column
}

/** The same with its name in quotes, as an error has it. */
export function columnInQuotes(column: string | number): string {
  return typeof column === 'number' ? columnInWords(column) : `'${column}'`
}

/** Number of all columns of a file. */
export function columnCount({ columns = {}, unread }: ReadColumns): number {
  return new Set([...Object.values(columns), ...unread]).size
}

/** Number of all columns of a table without header; undefined of another file. */
export function widthWithoutHeader(
  reading: ReadColumns & { readonly header?: boolean | undefined },
): number | undefined {
  return reading.header === false ? columnCount(reading) : undefined
}

/** Whether users and then items come first, as in a table without header of which nothing is known. */
export function isUsualOrder({ places: { user = 0, item = 1 } }: ColumnOrder): boolean {
  return user < item
}

const OF_RATINGS: readonly (string | undefined)[] = ['movielens', 'u.data'] // formats that say what stands where

/** Whether a table without header is read with users first and then items, and no option says that they stand so. */
export function isOrderAssumed(
  { format, columns: chosen }: Pick<FileOptions, 'format' | 'columns'>,
  { header, columns }: Reading,
): boolean {
  const isOpen = header === false && chosen?.user === undefined && !OF_RATINGS.includes(format)
  return isOpen && columns?.user === 0 && columns.item === 1
}

/** What is assumed of such a table, with the options that read it the other way round. */
export function assumedOrder({ columns: { rating, timestamp } = {} }: Reading): string {
  const others = [
    ...(rating === undefined ? [] : [`--rating-column ${rating}`]),
    ...(timestamp === undefined ? [] : [`--time-column ${timestamp}`]),
  ]
  return `users are taken to stand before items: if items do, ${['--user-column 1 --item-column 0', ...others].join(' ')}`
}
