import { type InteractionsBuilder, interactionsBuilder } from '../interactions/interactions-builder'
import { rowAdder } from '../rows/row-adder'
import { typedReading } from '../rows/typed-reading'
import { boundsOf } from '../text/bounds'
import { unreadQuantity } from '../text/column-names'
import { fileError } from '../text/file-error'
import { refusedIds } from '../text/missing-ids'
import type { AddedFile } from '../text/read-interactions'
import { negativeCounter, skipCounter } from '../text/reading'
import type { ReadingOptions } from '../text/reading-options'
import { columnsIn, missingColumns } from '../text/table-layout'
import { columnValues } from './column-values'
import { openParquet } from './open-parquet'

/**
 * Adds the entries of a parquet file to those of earlier files, row group by row group, only the columns that are needed.
 * Columns are found as in a CSV, order and duplicates are as there. Times can be numbers, dates as text, or timestamps, which are in seconds since
 * 1970.
 *
 * @param into of the earlier files; made for the columns of this one without it
 * @throws if the file is damaged, columns are missing, or naming the row (from 1) that has no id, an id that is not exact, or
 *   a rating that is no number
 */
export async function addParquet(
  path: string,
  options: ReadingOptions,
  into?: InteractionsBuilder,
): Promise<AddedFile> {
  const { onProgress, signal, limits, missing = 'refuse' } = options
  const { bytes, groupSizes, elements, flatNames, readGroup } = await openParquet(path, { values: 'stored' })
  const names = elements.map(({ name }) => String(name))
  const columns = columnsIn(names, options, path)
  if (!columns) throw missingColumns(names, options, path)
  const { user, item, rating, timestamp } = columns
  for (const [role, column] of Object.entries(columns)) {
    if (column === undefined || flatNames.includes(names[column]!)) continue
    throw fileError(path, `one value a row as ${role}`, `lists or structures in column '${names[column]}'`)
  }
  const count = groupSizes.reduce((sum, size) => sum + size, 0)
  const bounds = boundsOf(limits)
  bounds.requireRows(count, path)
  const builder =
    into ??
    (options.builder ?? interactionsBuilder)({
      values: rating !== undefined,
      timestamps: timestamp !== undefined,
      isRefused: refusedIds(missing),
      shard: options.shard,
    })
  const before = { size: builder.size, elsewhere: builder.elsewhere }
  const skipped = skipCounter()
  const valuesOf = (column: number) => columnValues(elements[column]!)
  const add = rowAdder(
    builder,
    {
      user: valuesOf(user),
      item: valuesOf(item),
      rating: rating === undefined ? undefined : valuesOf(rating),
      timestamp: timestamp === undefined ? undefined : valuesOf(timestamp),
    },
    path,
    { missing, skipped },
  )

  const quantity = unreadQuantity(names, [user, item, rating, timestamp])
  const hasQuantity = quantity >= 0 && flatNames.includes(names[quantity]!)
  const quantities = hasQuantity ? valuesOf(quantity) : undefined
  const negative = negativeCounter(names[quantity] ?? '')
  let first = 0
  for (const [group, size] of groupSizes.entries()) {
    signal?.throwIfAborted()
    const last = first + size
    const wanted = [user, item, rating, timestamp, hasQuantity ? quantity : undefined].map((column) =>
      column === undefined ? undefined : names[column]!,
    )
    const read = await readGroup(
      group,
      [...new Set(wanted.filter((name) => name !== undefined))],
      first,
      last,
    )
    const [inUser, inItem, inRating, inTime, inQuantity] = wanted.map((name) => read.get(name ?? ''))
    for (let i = 0; i < size; i++) {
      add(first + i, inUser![i], inItem![i], inRating?.[i], inTime?.[i])
      if (quantities && quantities.numberIn(inQuantity![i]) < 0) negative.add(first + i + 1)
    }
    first = last
    onProgress?.({ rows: builder.size, bytes: Math.round((bytes * first) / count) })
  }
  const rows = builder.size - before.size - (builder.elsewhere - before.elsewhere)
  const negativeRows = negative.count()
  return {
    builder,
    format: typedReading('parquet', names, columns, options),
    rows,
    skipped: skipped.counts(),
    ...(negativeRows && { negative: negativeRows }),
  }
}
