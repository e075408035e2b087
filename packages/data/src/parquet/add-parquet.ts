import { isQuantityName } from '../columns/quantity-names'
import { statusCounter } from '../columns/status-counter'
import type { VerdictFinders } from '../columns/verdict-finders'
import { interactionsBuilder } from '../interactions/interactions-builder'
import type { AddedFile, FileBuilder } from '../reading/added-file'
import { boundsOf } from '../reading/bounds'
import { quantityCounter, skipCounter } from '../reading/reading'
import type { ReadingOptions } from '../reading/reading-options'
import { rowAdder } from '../rows/row-adder'
import { shownMark, typedReading } from '../rows/typed-reading'
import { refusedIds } from '../values/missing-ids'
import { timesSeen } from '../values/times-seen'
import { lastKey } from '../values/words-of-ratings'
import { cellsBeside, type GroupCells } from './cells-beside'
import { columnValues } from './column-values'
import { type FoundColumns, groupedColumns } from './grouped-columns'
import { addGroupedRows, cellLists } from './grouped-rows'
import { requireNamesApartIn } from './names-apart'
import { openParquet } from './open-parquet'
import { type ParquetColumn, valueIn } from './parquet-columns'
import { unreadVerdicts } from './unread-verdicts'

/**
 * Adds the entries of a parquet file to those of earlier files, row group by row group, only the columns that are needed.
 * Columns are found as in a CSV, order and duplicates are as there. Rows may be one user each, with lists of items and, beside
 * them or in the same lists, of ratings and times: each element is an entry. Times can be numbers, dates as text, or timestamps,
 * which are in seconds since 1970.
 *
 * @param into of the earlier files; made for the columns of this one without it
 * @param finders of verdicts in several files together
 * @throws if the file is damaged, columns are missing, or naming the row (from 1) that has no id, an id that is not exact, a
 *   rating that is no number, or lists that differ in length
 */
export async function addParquet(
  path: string,
  options: ReadingOptions,
  into?: FileBuilder,
  finders?: VerdictFinders,
): Promise<AddedFile> {
  const { onProgress, signal, limits, missing = 'refuse' } = options
  const file = await openParquet(path, { values: 'stored' })
  const { bytes, groupSizes, columns: all, readGroup } = file
  const { numbers, roles, quantity, list } = groupedColumns(all, options, path)
  const full = await requireNamesApartIn(file, { numbers, list }, options, path)
  const { user, item, rating, timestamp } = roles
  const total = groupSizes.reduce((sum, size) => sum + size, 0)
  const bounds = boundsOf(limits)
  bounds.requireRows(total, path)
  const times = into?.times ?? timesSeen()
  const builder =
    into?.builder ??
    (options.builder ?? interactionsBuilder)({
      values: rating !== undefined,
      timestamps: timestamp !== undefined,
      isRefused: refusedIds(missing),
      shard: options.shard,
    })
  const before = { size: builder.size, elsewhere: builder.elsewhere }
  const rowsSoFar = () => builder.size - before.size - (builder.elsewhere - before.elsewhere)
  const skipped = skipCounter()
  const ratings =
    rating &&
    columnValues(rating.element, {
      decimal: options.decimal,
      isOfQuantities: isQuantityName(lastKey(rating.name)),
    })
  const adder = rowAdder(
    builder,
    {
      user: columnValues(user.element),
      item: columnValues(item.element),
      rating: ratings,
      timestamp: timestamp && columnValues(timestamp.element),
    },
    path,
    { missing, skipped, dateOrder: options.dateOrder, full, times },
  )

  const counter = quantityCounter(quantity?.name ?? '')
  const quantities = quantity && columnValues(quantity.element)
  const statuses = statusCounter(
    all.map(({ name, holds }) => (holds === 'value' || (list && holds === 'list') ? name : '')),
    Object.values(numbers),
  )
  const stated = new Map(statuses.columns.map((column) => [column, cellsBeside(all[column]!, list)]))
  const columnsStated = Array.from(stated.values(), ({ column }) => column)
  const wanted = [user, item, rating, timestamp, quantity, ...columnsStated].flatMap(
    (column) => column?.within ?? [],
  )
  const verdicts = rating === undefined ? await unreadVerdicts(file, { numbers, list }, finders) : undefined
  let first = 0
  for (const [group, size] of groupSizes.entries()) {
    signal?.throwIfAborted()
    const names = new Set([...wanted, ...(verdicts?.within ?? [])])
    const read = await readGroup(group, [...names], first, first + size)
    const lookAt = verdicts?.inGroup(read)
    const rows = { count: size, first, path }
    const listsOf = (column: ParquetColumn) => cellLists(column, read.get(column.within)!)
    const counted = quantity && listsOf(quantity)
    const statedIn = new Map(Array.from(stated, ([column, cells]) => [column, cells.inGroup(read)]))
    /** Counts the quantity and the status of an entry that was added, and looks for its verdict. */
    const onAdded = (row: number, place: number) => {
      if (counted) counter.add(quantities!.signOfNoneOrLess(counted.valueIn(row, place)), first + row + 1)
      if (stated.size > 0) statuses.add((column) => statedIn.get(column)!(row, place), first + row + 1)
      lookAt?.(row, place, adder.user, adder.item)
    }
    if (list) {
      const others = { rating: rating && listsOf(rating), timestamp: timestamp && listsOf(timestamp) }
      addGroupedRows(adder.add, { user: listsOf(user), item: listsOf(item), ...others }, rows, onAdded)
    } else {
      const [inUser, inItem, inRating, inTime] = [user, item, rating, timestamp].map(
        (column) => column && cellsOf(column, read),
      )
      for (let i = 0; i < size; i++) {
        const isAdded = adder.add(first + i, inUser![i], inItem![i], inRating?.[i], inTime?.[i])
        if (isAdded) onAdded(i, 0)
      }
    }
    first += size
    bounds.requireRows(rowsSoFar(), path)
    onProgress?.({ rows: builder.size, bytes: Math.round((bytes * first) / total) })
  }
  adder.end()
  return {
    ...{ builder, times },
    format: typedReading(
      'parquet',
      all.map(({ name }) => name),
      numbers,
      { ...options, decimal: shownMark(ratings, options), verdicts: verdicts?.found },
      isOffered(all, roles),
    ),
    rows: rowsSoFar(),
    ...{ skipped: skipped.counts(), ...counter.counts(), cancelled: statuses.cancelled() },
    events: statuses.events(),
    ratingKind: ratings?.kind,
    marks: ratings?.marks,
  }
}

/** The cells of a column in a group that was read, one a row. */
function cellsOf(column: ParquetColumn, read: GroupCells): readonly unknown[] {
  const cells = read.get(column.within)!
  return column.keys.length === 0 ? cells : cells.map((cell) => valueIn(column, cell))
}

/**
 * Whether a column that is not read could be: of structures their fields, and no whole ones; of lists of structures so where one of their
 * fields is read, else the whole.
 */
function isOffered(all: readonly ParquetColumn[], roles: FoundColumns['roles']): (column: number) => boolean {
  const read = Object.values(roles)
  const inFields = all.filter(({ within, holds, keys }) => {
    return (
      keys.length > 0 &&
      (holds === 'value' || read.some((column) => column?.keys.length && column.within === within))
    )
  })
  const divided = new Set(inFields.map(({ within }) => within))
  return (column) => {
    const { within, keys } = all[column]!
    return divided.has(within) === keys.length > 0
  }
}
