import type { Reading } from '@hvamp/data'

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
