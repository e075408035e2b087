import type { Interactions } from '../interactions/interactions'
import { interactionsBuilder } from '../interactions/interactions-builder'
import { findColumn } from '../text/column-names'
import { fileError, quoted } from '../text/file-error'
import { missingColumns } from '../text/layout'
import type { ReadingOptions } from '../text/read-interactions'
import { openParquet } from './open-parquet'

/** The columns of a row group that are read: a value a row. */
interface Columns {
  readonly user: ArrayLike<unknown>
  readonly item: ArrayLike<unknown>
  readonly rating: ArrayLike<unknown> | undefined
  readonly timestamp: ArrayLike<unknown> | undefined
}

/**
 * Reads interactions from a parquet file, row group by row group, only the columns that are needed. Columns are found as in
 * a CSV, order and duplicates are as there. Times can be numbers or timestamps, which are in seconds since 1970.
 *
 * @throws if the file is damaged, columns are missing, or naming the row (from 1) that has no id or a rating that is no number
 */
export async function readParquet(
  path: string,
  { columns = {}, timestamps = columns.timestamp !== undefined, onProgress, signal }: ReadingOptions,
): Promise<Interactions> {
  const { bytes, groupSizes, names, readGroup } = await openParquet(path)
  const user = findColumn(names, 'user', columns.user)
  const item = findColumn(names, 'item', columns.item)
  const rating = findColumn(names, 'rating', columns.rating)
  const timestamp = timestamps ? findColumn(names, 'timestamp', columns.timestamp) : undefined
  const isMissing = user < 0 || item < 0 || user === item || timestamp === -1
  if (isMissing || (columns.rating !== undefined && rating < 0)) {
    throw missingColumns(names, columns, timestamps, path)
  }
  const builder = interactionsBuilder({ values: rating >= 0, timestamps })
  const failure = (row: number, expected: string, value: unknown) =>
    fileError(`${path}: row ${row + 1}`, expected, quoted(String(value)))

  function add(rows: Columns, first: number): void {
    for (let i = 0; i < rows.user.length; i++) {
      const userIndex = builder.users.indexOf(idIn(rows.user[i]))
      if (userIndex < 0) throw failure(first + i, 'a user id', rows.user[i])
      const itemIndex = builder.items.indexOf(idIn(rows.item[i]))
      if (itemIndex < 0) throw failure(first + i, 'an item id', rows.item[i])
      const value = rows.rating ? Math.fround(numberIn(rows.rating[i])) : 1
      if (!Number.isFinite(value)) throw failure(first + i, 'a finite number as rating', rows.rating?.[i])
      const time = rows.timestamp ? numberIn(rows.timestamp[i]) : 0
      if (!Number.isFinite(time)) throw failure(first + i, 'a time', rows.timestamp?.[i])
      builder.add(userIndex, itemIndex, value, time)
    }
  }

  let first = 0
  const count = groupSizes.reduce((sum, size) => sum + size, 0)
  for (const [group, size] of groupSizes.entries()) {
    signal?.throwIfAborted()
    const last = first + size
    const wanted = [user, item, rating, timestamp ?? -1].filter((column) => column >= 0)
    const read = await readGroup(
      group,
      wanted.map((column) => names[column]!),
      first,
      last,
    )
    const rows = {
      user: read.get(names[user]!)!,
      item: read.get(names[item]!)!,
      rating: read.get(names[rating] ?? ''),
      timestamp: timestamp === undefined ? undefined : read.get(names[timestamp]!),
    }
    add(rows, first)
    first = last
    onProgress?.({
      rows: builder.size,
      bytes: Math.round((bytes * first) / count),
    })
  }
  if (builder.size === 0) throw fileError(path, 'interactions', 'a parquet file without rows')
  return builder.build()
}

/** An id as text; '' for what cannot be one. */
function idIn(value: unknown): string {
  const isId = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
  return isId ? String(value) : ''
}

function numberIn(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return value instanceof Date ? value.getTime() / 1000 : Number.NaN
}
