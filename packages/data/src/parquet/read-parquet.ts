import type { Interactions } from '../interactions/interactions'
import { interactionsBuilder } from '../interactions/interactions-builder'
import { type Absence, leaveOut } from '../text/absent-values'
import { boundsOf } from '../text/bounds'
import { fileError, quoted } from '../text/file-error'
import { refusedIds } from '../text/missing-ids'
import { columnLabel, namedColumns, readingOf, skipCounter } from '../text/reading'
import type { ReadingOptions } from '../text/reading-options'
import { columnsIn, missingColumns } from '../text/table-layout'
import { type ColumnValues, columnValues } from './column-values'
import { openParquet } from './open-parquet'

/**
 * Reads interactions from a parquet file, row group by row group, only the columns that are needed. Columns are found as in
 * a CSV, order and duplicates are as there. Times can be numbers, dates as text, or timestamps, which are in seconds since
 * 1970.
 *
 * @throws if the file is damaged, columns are missing, or naming the row (from 1) that has no id, an id that is not exact, or
 *   a rating that is no number
 */
export async function readParquet(path: string, options: ReadingOptions): Promise<Interactions> {
  const { onProgress, onReading, signal, limits, missing = 'refuse' } = options
  const { bytes, groupSizes, elements, readGroup } = await openParquet(path, { values: 'stored' })
  const names = elements.map(({ name }) => String(name))
  const columns = columnsIn(names, options, path)
  if (!columns) throw missingColumns(names, options, path)
  const { user, item, rating, timestamp } = columns
  const count = groupSizes.reduce((sum, size) => sum + size, 0)
  const bounds = boundsOf(limits)
  bounds.requireRows(count, path)
  const builder = interactionsBuilder({
    values: rating !== undefined,
    timestamps: timestamp !== undefined,
    isRefused: refusedIds(missing),
  })
  const skipped = skipCounter()
  const valuesOf = (column: number | undefined) => columnValues(elements[column ?? user]!)
  const [users, items, ratings, times] = [user, item, rating, timestamp].map(valuesOf) as [
    ColumnValues,
    ColumnValues,
    ColumnValues,
    ColumnValues,
  ]

  const absent = (row: number, lacks: Absence, value: unknown) =>
    leaveOut(lacks, String(value), `${path}: row ${row + 1}`, row + 1, { missing, skipped })

  function add(row: number, cells: readonly unknown[]): boolean {
    const [userValue, itemValue, ratingValue, timeValue] = cells
    const userIndex = builder.users.indexOf(idOf(users, userValue, row, 'a user id'))
    if (userIndex < 0) return absent(row, 'no user', userValue)
    const itemIndex = builder.items.indexOf(idOf(items, itemValue, row, 'an item id'))
    if (itemIndex < 0) return absent(row, 'no item', itemValue)
    const value = rating === undefined ? 1 : Math.fround(ratings.numberIn(ratingValue))
    if (!Number.isFinite(value)) return absent(row, 'no rating', ratingValue)
    const time = timestamp === undefined ? 0 : times.timeIn(timeValue)
    if (!Number.isFinite(time)) return absent(row, 'no timestamp', timeValue)
    builder.add(userIndex, itemIndex, value, time)
    return true
  }

  function idOf(values: ColumnValues, value: unknown, row: number, expected: string): string {
    const id = values.idIn(value)
    if (id !== undefined) return id
    const rule =
      typeof value === 'number' ? `${expected}: an integer that the column holds exactly` : expected
    throw fileError(`${path}: row ${row + 1}`, rule, quoted(String(value)))
  }

  let first = 0
  for (const [group, size] of groupSizes.entries()) {
    signal?.throwIfAborted()
    const last = first + size
    const wanted = [user, item, rating, timestamp].map((column) =>
      column === undefined ? undefined : names[column]!,
    )
    const read = await readGroup(
      group,
      [...new Set(wanted.filter((name) => name !== undefined))],
      first,
      last,
    )
    const [inUser, inItem, inRating, inTime] = wanted.map((name) => read.get(name ?? ''))
    for (let i = 0; i < size; i++) add(first + i, [inUser![i], inItem![i], inRating?.[i], inTime?.[i]])
    first = last
    onProgress?.({ rows: builder.size, bytes: Math.round((bytes * first) / count) })
  }
  if (builder.size === 0) throw fileError(path, 'interactions', 'a parquet file without rows')
  const rows = builder.size
  const interactions = builder.build()
  const chosen = namedColumns(columns, names)
  const unread = names.flatMap((_, column) =>
    Object.values(columns).includes(column) ? [] : [columnLabel(column, names)],
  )
  const format = {
    format: 'parquet' as const,
    columns: chosen,
    unread,
    options: { columns: chosen, ...(options.missing && { missing }) },
  }
  onReading?.(readingOf(format, interactions, rows, skipped.counts()))
  return interactions
}
