import type { Reading } from '@hvamp/data'
import type { DataSettings, FileOptions } from '../settings/data'
import { type ColumnOrder, columnCount, isUsualOrder } from './column-order'
import type { OtherWay } from './read-file'

const allLiked = 'every item counts as liked'

/** How a file is read that is not as the training data are. */
export interface OwnLayout {
  /** As the options say, with nothing from the training. */
  readonly own: FileOptions
  /** The order of the columns of the training data, where these have a header. */
  readonly order?: ColumnOrder | undefined
  /** Whether the options name the column of times: then a file must have it. */
  readonly isTimeChosen: boolean
  /** Whether every row is a like, so that it makes no difference which row of a user and an item counts. */
  readonly isEveryRowLiked: boolean
}

/**
 * Ways to read a file other than that of the training data: without its times or ratings, if the file has none; or as it looks.
 *
 * Times decide which row of a user and an item counts: a file without them is read where that makes no difference.
 */
export function otherWays(
  trained: FileOptions,
  { own, order, isTimeChosen, isEveryRowLiked }: OwnLayout,
): OtherWay[] {
  const { timestamps = false } = trained
  const ways = [
    ...inUtf8(trained, own),
    ...withoutRatings(trained),
    ...fromFirstLine(trained, own),
    ...withoutHeader(trained, own, order),
    ...inOwnFormat(trained, own),
    ...asItLooks(trained, own, order),
  ]
  if (!timestamps || isTimeChosen) return ways
  const asTrained: OtherWay = { options: trained, fits: () => true, note: () => '' }
  const lacking = (way: OtherWay) => withoutTimes(way, { isEveryRowLiked })
  return [lacking(asTrained), ...ways.flatMap((way) => [way, lacking(way)])]
}

/** The same way for a file that has no times, where it makes no difference which row of a user and an item counts. */
function withoutTimes(way: OtherWay, { isEveryRowLiked }: Pick<OwnLayout, 'isEveryRowLiked'>): OtherWay {
  const { timestamp, ...columns } = way.options.columns ?? {}
  const isAlike = ({ values, repeated }: Reading) => isEveryRowLiked || values === 'none' || !repeated
  const lacksTimes = (reading: Reading) => timestamp === undefined || !has(reading, timestamp)
  const { asksWhereRefused } = way
  return {
    ...(asksWhereRefused && { asksWhereRefused }),
    options: { ...way.options, columns, timestamps: false },
    fits: (reading) => isAlike(reading) && lacksTimes(reading) && way.fits(reading),
    fitsWith: (reading) => (lacksTimes(reading) && way.fits(reading) ? ['ratings: false'] : []),
    note: (reading) =>
      [
        way.note(reading),
        `without the times of the training, by which the latest row of a user and an item counts: ${reading.repeated ? 'every row is a like' : 'each pair has one row'}`,
      ]
        .filter((text) => text !== '')
        .join('; '),
  }
}

/** A way to read a file in UTF-8, where the training data had another encoding. */
function inUtf8({ encoding, ...trained }: FileOptions, own: FileOptions): OtherWay[] {
  if (encoding === undefined || own.encoding !== undefined) return []
  return [
    {
      options: trained,
      answers: 'encoding',
      asksFor: ['encoding'], // whose names are right in that one
      fits: () => true,
      note: () => `in UTF-8, not in ${encoding} as the training data`,
    },
  ]
}

function withoutRatings(trained: FileOptions): OtherWay[] {
  const { rating, ...columns } = trained.columns ?? {}
  if (rating === undefined) return []
  return [
    {
      options: { ...trained, columns },
      fits: (reading) => reading.values === 'none' && !has(reading, rating),
      note: () => `without the ratings of the training: ${allLiked}`,
    },
  ]
}

/** A way to read a file of the same columns that lacks the lines above its header which the training data have. */
function fromFirstLine(trained: FileOptions, own: FileOptions): OtherWay[] {
  if (!trained.skipLines || own.skipLines !== undefined || trained.header === false) return []
  const columns = idsAndRatings(trained)
  return [
    {
      options: { ...trained, skipLines: 0 },
      fits: (reading) => columns.every((column) => has(reading, column)),
      note: () => 'from its first line on: it has none above its header, as the training data have',
    },
  ]
}

/** A way to read a file that lacks the header of the training data: its columns stand as they do there, if it has as many. */
function withoutHeader(trained: FileOptions, own: FileOptions, order: ColumnOrder | undefined): OtherWay[] {
  if (!order || hasChosenColumns(own) || own.header !== undefined) return []
  const { header: _, skipLines: __, ...layout } = trained
  const { timestamp, ...columns } = order.places
  const isRead = trained.timestamps && timestamp !== undefined
  return [
    {
      options: { ...layout, columns: { ...columns, ...(isRead && { timestamp }) } },
      fits: (reading) => reading.header === false && columnCount(reading) === order.count,
      note: () => 'without the header of the training data, by the places that its columns have there',
    },
  ]
}

/**
 * A way to read a table without header that has another number of columns than that of the training data: as it looks, for it is not known
 * which of its columns are the same.
 *
 * @param width number of columns of the training data, where they have no header
 */
export function ofOtherWidth(own: FileOptions, width: number | undefined): OtherWay[] {
  if (width === undefined || hasChosenColumns(own) || own.header !== undefined) return []
  return [
    {
      options: own,
      replaces: (reading) => reading.header === false && columnCount(reading) !== width,
      fits: () => false,
      note: (reading) =>
        `as it looks, for it has ${columnCount(reading)} columns, and the training data ${width}`,
    },
  ]
}

/** What a file may be written in otherwise than the training data, whose columns it has. */
const writing = ['format', 'delimiter', 'quoting', 'decimal', 'dateOrder'] as const

/** Ways to read a file that is written otherwise, with the columns of the training data, by their names: JSON beside a table, commas beside `;`. */
function inOwnFormat(trained: FileOptions, own: FileOptions): OtherWay[] {
  const { columns = {}, missing, timestamps, encoding } = trained
  const isNamed = Object.values(columns).every((column) => typeof column !== 'number')
  if (!isNamed || (own.format ?? 'auto') !== 'auto' || hasChosenColumns(own)) return []
  const way: OtherWay = {
    options: { ...own, columns, missing, timestamps } as FileOptions,
    asksWhereRefused: ['columns.user', 'columns.item'],
    fits: ({ options }) => writing.some((name) => options[name] !== trained[name]),
    note: () => 'in its own format, by the names that the columns of the training data have',
  }
  return alsoEncoded(way, encoding, own)
}

/** A way, and the same in the encoding of the training data, where they have one and no other was chosen. */
function alsoEncoded(way: OtherWay, encoding: string | undefined, own: FileOptions): OtherWay[] {
  if (encoding === undefined || own.encoding !== undefined) return [way]
  return [way, { ...way, options: { ...way.options, encoding } }]
}

/** Ways to read a file that does not have the columns or the format of the training data: with those of its own. */
function asItLooks(trained: FileOptions, own: FileOptions, order: ColumnOrder | undefined): OtherWay[] {
  const columns = idsAndRatings(trained)
  const isSameFormat = ({ options }: Reading) =>
    (['format', 'delimiter', 'header'] as const).every((name) => options[name] === trained[name])
  // where the columns of the training data stand in another order, those of a file without header are not known
  const isUnknown = ({ header }: Reading) =>
    header === false && !hasChosenColumns(own) && order !== undefined && !isUsualOrder(order)
  const { missing = trained.missing } = own // what lacks a value there does so here
  const way: OtherWay = {
    options: { ...own, missing } as FileOptions,
    asksFor: ['columns.user', 'columns.item'], // not found between the delimiters of the training data, or by its names
    asksWhereRefused: ['missing'], // of a value that a file of another format lacks
    fits: (reading) =>
      !isUnknown(reading) && (!isSameFormat(reading) || columns.some((column) => !has(reading, column))),
    note: ({ values }) =>
      `not as the training data, whose columns or format it does not have${trained.columns?.rating !== undefined && values === 'none' ? `: ${allLiked}` : ''}`,
  }
  return alsoEncoded(way, trained.encoding, own)
}

/** The columns by which it shows whether a file is like the training data; without times it is read by a way of its own. */
function idsAndRatings({ columns: { timestamp: _, ...columns } = {} }: FileOptions): (string | number)[] {
  return Object.values(columns).filter((column) => column !== undefined)
}

const hasChosenColumns = ({ columns = {} }: FileOptions) =>
  Object.values(columns).some((column) => column !== undefined)

const has = ({ columns = {}, unread }: Reading, column: string | number) =>
  Object.values(columns).includes(column) || unread.includes(column)

/**
 * A way to read a file without its ratings, whose column may have other texts than numbers, where every row is a like whatever stands
 * there.
 */
export function unratedWays(
  { columns: { rating: _, ...columns } = {}, ...options }: FileOptions,
  { implicit, keepRatings }: Pick<DataSettings, 'implicit' | 'keepRatings'>,
): OtherWay[] {
  if (!implicit || keepRatings) return []
  return [
    {
      options: { ...options, columns, ratings: false },
      answers: 'ratings: false',
      fits: () => true,
      note: () => 'without ratings: every row is a like',
    },
  ]
}
