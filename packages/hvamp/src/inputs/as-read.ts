import {
  columnOptions,
  type DataSettings,
  type FileOptions,
  layoutFrom,
  limitsFrom,
  rowsFrom,
  writingOptions,
} from '../settings/data'
import type { Requested } from '../settings/requested'
import type { ColumnOrder } from './column-order'
import { ofOtherWidth, otherWays, unratedWays } from './other-ways'
import type { OtherWay } from './read-file'

/** How a file is read: in a way that follows from another file, or in a further one that it fits. */
export interface WaysToRead {
  readonly layout: FileOptions
  /** Ways to read a file that does not fit the layout. */
  readonly otherwise: readonly OtherWay[]
}

/** How another file was read. */
export interface EarlierReading {
  /** Options that read a file of its kind in the same way. */
  readonly layout: FileOptions
  /** The order of its columns, of a table with a header. */
  readonly order?: ColumnOrder | undefined
  /** The number of its columns, of a table without header. */
  readonly width?: number | undefined
  /** The rows that were read of a database. */
  readonly rows?: Pick<DataSettings, 'query' | 'table'>
  readonly limits?: Pick<DataSettings, 'maxRows' | 'maxBytes' | 'maxExpansion'>
  /** Whether its times were read. */
  readonly timestamps: boolean
  /** Whether its format was chosen, and not found. */
  readonly isFormatChosen?: boolean
}

type Chosen = readonly [role: string, column: string | number | undefined]

/** Formats whose columns have names alone. */
const OF_NAMES: readonly unknown[] = ['json', 'python']

/** Whether users and items are chosen by number. */
function areNumbered(chosen: readonly Chosen[]): boolean {
  return ['user', 'item'].every((role) =>
    chosen.some(([of, column]) => of === role && typeof column === 'number'),
  )
}

/**
 * Ways to read a file: as another one was read, where the user chose nothing else; then as it looks, where it does not fit that.
 *
 * @param options with what counts as liked as in the other file
 * @param needsTimes whether a file without times is to be refused
 */
export function asRead(
  { values, isExplicit }: Requested<DataSettings>,
  {
    layout: of,
    order,
    width,
    rows = values,
    limits = {},
    timestamps,
    isFormatChosen: wasChosen,
  }: EarlierReading,
  needsTimes: boolean,
): WaysToRead {
  const asked = layoutFrom(values, timestamps)
  // triples of another file look like lists where these are not doubted
  const earlier: FileOptions =
    of.format === 'adjacency' && !wasChosen ? { ...of, format: 'auto', likelyFormat: 'adjacency' } : of
  const chosenColumns: Chosen[] = Object.entries(columnOptions)
    .filter(([name]) => isExplicit(name))
    .map(([, role]): Chosen => [role, asked.columns?.[role]])
  const isOfOtherFormat =
    isExplicit('format') ||
    (OF_NAMES.includes(earlier.format) && chosenColumns.some(([, column]) => typeof column === 'number'))
  const chosen = writingOptions.filter((name) => isExplicit(name)).map((name) => [name, asked[name]])
  const layout = {
    ...(isOfOtherFormat ? { format: asked.format, missing: earlier.missing } : earlier),
    ...(areNumbered(chosenColumns) && { header: undefined }), // which the file shows
    ...Object.fromEntries(chosen),
    columns: { ...(!isOfOtherFormat && earlier.columns), ...Object.fromEntries(chosenColumns) },
    timestamps,
    limits: { ...limitsFrom(limits), ...limitsFrom(values) },
    rows: rowsFrom(isExplicit('query') || isExplicit('table') ? values : rows),
  } as FileOptions
  const isEveryRowLiked = values.implicit && !values.keepRatings
  return {
    layout,
    otherwise: [
      ...ofOtherWidth(asked, width),
      ...otherWays(layout, { own: asked, order, isTimeChosen: needsTimes, isEveryRowLiked }),
      ...unratedWays(layout, values),
    ],
  }
}
