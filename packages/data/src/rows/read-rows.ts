import type { ColumnRole } from '../columns/column-names'
import { placedAmongNames } from '../columns/number-or-name'
import { isQuantityName, unreadQuantity } from '../columns/quantity-names'
import { statusCounter } from '../columns/status-counter'
import { verdictFinder } from '../columns/verdict-column'
import type { Interactions } from '../interactions/interactions'
import { interactionsBuilder } from '../interactions/interactions-builder'
import { missingColumns } from '../layouts/missing-columns'
import { columnsIn } from '../layouts/table-layout'
import { allSkipped } from '../reading/all-skipped'
import { boundsOf } from '../reading/bounds'
import { builtInteractions } from '../reading/built-interactions'
import { type IdTypes, quantityCounter, skipCounter } from '../reading/reading'
import { readingOf } from '../reading/reading-of'
import { type ReadingOptions, requireKnownOptions } from '../reading/reading-options'
import { fileError } from '../values/file-error'
import { timesSeen } from '../values/times-seen'
import { cellValues } from './cell-values'
import { type FirstRows, requireNamesApartIn } from './names-apart'
import { rowAdder } from './row-adder'
import { shownMark, typedReading } from './typed-reading'

/** Rows whose cells have types, such as those that a query of a database finds. */
export interface RowSource extends FirstRows {
  /** Names of the columns. */
  readonly columns: readonly string[]
  /**
   * Begins to read, once the columns are chosen.
   *
   * @param columns numbers of the columns that are read, from 0, each once
   * @param looked how many of them, the last ones, are no part of the interactions: a checksum of what is read passes over them
   * @returns batches of rows, each row with the cells of these columns in their order: strings, numbers, bigints, booleans,
   *   Dates, or null
   */
  batches(columns: readonly number[], looked: number): AsyncIterable<readonly (readonly unknown[])[]>
  /**
   * The type of a column's ids, where the source knows it; asked after the last row. Ratings that are text are not in doubt in a
   * column whose type is `number` or `integer`: 1.200 is no thousand there.
   */
  typeOf?(column: number): string | undefined
}

/**
 * Reads interactions from rows, batch by batch. Columns are found by their names as in a file with a header; order and
 * duplicates are as in `readInteractions`. Times can be numbers, Dates, or dates as text. Text is an id whatever it says, also
 * NULL; a null is none. Rows that are no entries are refused as those of a table: labels of totals, a header again.
 *
 * @param options.name what errors call the rows
 * @throws if columns are missing, or naming the row (from 1) that has no id, an id that is not exact, or a rating that is no
 *   number; where an option would settle it, with `code` 'HVAMP_UNDECIDED' and the names of such `options`
 * @example
 * const rows = [['ann', 'tea'], ['bob', 'rum']]
 * await readRows({ columns: ['customer', 'product'], async *batches() { yield rows } })
 */
export async function readRows(
  source: RowSource,
  options: ReadingOptions & { readonly name?: string | undefined } = {},
): Promise<Interactions> {
  requireKnownOptions('readRows', options)
  const { name = 'rows', onProgress, onReading, signal, limits, missing = 'refuse' } = options
  const chosen = placedAmongNames(source.columns, options, name)
  const columns = columnsIn(source.columns, { ...options, columns: chosen }, name)
  if (!columns) throw missingColumns(source.columns, options, name, 'columns')
  const { user, item, rating, timestamp } = columns
  const full = await requireNamesApartIn(
    source,
    { header: source.columns, read: columns, chosen: options.columns },
    name,
  )
  const bounds = boundsOf(limits)
  const times = timesSeen()
  const builder = (options.builder ?? interactionsBuilder)({
    values: rating !== undefined,
    timestamps: timestamp !== undefined,
    shard: options.shard,
  })
  const skipped = skipCounter()
  const values = cellValues({
    decimal: options.decimal,
    isOfQuantities: rating !== undefined && isQuantityName(source.columns[rating]!),
    areNumbers: () => rating !== undefined && /^(?:number|integer)$/.test(source.typeOf?.(rating) ?? ''),
  })
  const adder = rowAdder(
    builder,
    {
      user: values,
      item: values,
      rating: rating === undefined ? undefined : values,
      timestamp: timestamp === undefined ? undefined : values,
    },
    name,
    { missing, skipped, dateOrder: options.dateOrder, full, times },
  )
  const quantity = unreadQuantity(source.columns, [user, item, rating, timestamp])
  const quantities = quantityCounter(source.columns[quantity] ?? '')
  const statuses = statusCounter(source.columns, [user, item, rating, timestamp])
  const read = [user, item, rating, timestamp, quantity < 0 ? undefined : quantity]
  const verdicts = verdictFinder(rating === undefined ? source.columns : [], [user, item, timestamp])
  const looked = [
    ...new Set([...(quantity < 0 ? [] : [quantity]), ...statuses.columns, ...verdicts.columns]),
  ].filter((column) => ![user, item, rating, timestamp].includes(column))
  const wanted = [...new Set([...read, ...looked])].filter((column) => column !== undefined)
  const placeInRow = new Map(wanted.map((column, place) => [column, place]))
  const placeOf = (column: number | undefined) => (column === undefined ? -1 : wanted.indexOf(column))
  const [atUser, atItem, atRating, atTime, atQuantity] = read.map(placeOf) as [
    number,
    number,
    number,
    number,
    number,
  ]
  let row = 0
  for await (const batch of source.batches(wanted, looked.length)) {
    signal?.throwIfAborted()
    for (const cells of batch) {
      const isAdded = adder.add(row++, cells[atUser], cells[atItem], cells[atRating], cells[atTime])
      if (!isAdded) continue
      if (atQuantity >= 0) quantities.add(values.signOfNoneOrLess(cells[atQuantity]), row)
      const cellOf = (column: number) => cells[placeInRow.get(column)!]
      statuses.add(cellOf, row)
      if (verdicts.isOpen) verdicts.add(cellOf, adder.user, adder.item)
    }
    bounds.requireRows(builder.size, name)
    onProgress?.({ rows: builder.size, bytes: 0 })
  }
  adder.end()
  if (builder.size === 0) {
    throw (
      allSkipped(name, skipped.counts(), 'row') ??
      fileError(name, 'interactions', row === 0 ? 'no rows' : 'rows without any')
    )
  }
  const rows = builder.size - builder.elsewhere
  const interactions = builtInteractions({ builder, times }, name, missing)
  const { lowest } = builder
  const counts = {
    skipped: skipped.counts(),
    lowest,
    ...quantities.counts(),
    cancelled: statuses.cancelled(),
    events: statuses.events(),
    ratingKind: rating === undefined ? undefined : values.kind,
  }
  const types = typesOf(source, { user, item })
  const how = { ...options, decimal: shownMark(values, options), verdicts: verdicts.found }
  const format = { ...typedReading('rows', source.columns, columns, how), ...(types && { types }) }
  onReading?.(readingOf(format, interactions, rows, counts))
  return interactions
}

function typesOf({ typeOf }: RowSource, columns: Record<'user' | 'item', number>): IdTypes | undefined {
  const known = (['user', 'item'] satisfies ColumnRole[]).flatMap((role) => {
    const type = typeOf?.(columns[role])
    return type === undefined ? [] : [[role, type]]
  })
  return known.length > 0 ? Object.fromEntries(known) : undefined
}
