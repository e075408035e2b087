import { type DataSettings, type FileOptions, layoutFrom, limitsFrom, rowsFrom } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { needsTimes } from './make-split'
import { otherWays, unratedWays } from './other-ways'
import type { OtherWay } from './read-file'
import { type TrainedLiking, trainedLiking } from './trained-liking'

/** How another file is read and what of it counts as liked: as in the training of a run, where the user chose nothing else. */
export interface AsTrained<Values> {
  readonly options: Requested<Values>
  readonly layout: FileOptions
  /** Ways to read a file that does not fit the layout. */
  readonly otherwise: readonly OtherWay[]
  /** What counted as liked, unless the user chose. */
  readonly liking: TrainedLiking | undefined
}

const columns = {
  userColumn: 'user',
  itemColumn: 'item',
  ratingColumn: 'rating',
  timeColumn: 'timestamp',
} as const

/**
 * Options that read another file as the training data of a run were read; with times, by which the latest row of a user and an item
 * counts, where the training data were read with them.
 *
 * @param folder of the run
 */
export function asTrained<Values extends DataSettings>(
  { values, isExplicit }: Requested<Values>,
  { options, data }: Pick<RunConfig, 'options' | 'data'>,
  folder: string,
): AsTrained<Values> {
  const isLikingChosen = isExplicit('atLeast') || isExplicit('implicit')
  const liking = isLikingChosen
    ? {}
    : { atLeast: options.atLeast, implicit: options.implicit, keepRatings: options.keepRatings }
  const settings = { ...values, ...liking }
  const timestamps = isExplicit('timeColumn') || isReadWithTimes({ options, data })
  const asked = layoutFrom(values, timestamps)
  const isFormatChosen = isExplicit('format')
  const trained = isFormatChosen ? {} : (data.reading?.options ?? layoutFrom(options, timestamps))
  const chosenColumns = Object.entries(columns)
    .filter(([name]) => isExplicit(name))
    .map(([, role]) => [role, asked.columns?.[role]])
  const chosen = (
    ['skipLines', 'delimiter', 'header', 'quoting', 'decimal', 'dateOrder', 'encoding', 'missing'] as const
  )
    .filter((name) => isExplicit(name))
    .map((name) => [name, asked[name]])
  const rows = rowsFrom(isExplicit('query') || isExplicit('table') ? values : options)
  const limits = { ...limitsFrom(options), ...limitsFrom(values) }
  const layout = {
    ...(isFormatChosen ? { format: asked.format } : trained),
    ...Object.fromEntries(chosen),
    columns: { ...trained.columns, ...Object.fromEntries(chosenColumns) },
    timestamps,
    limits,
    rows,
  } as FileOptions
  return {
    liking: isLikingChosen ? undefined : trainedLiking(folder, { data }),
    options: {
      values: settings,
      isExplicit: (name) => isExplicit(name) || (name === 'atLeast' && !isLikingChosen && !options.implicit),
    },
    layout,
    otherwise: [
      ...otherWays(layout, {
        own: asked,
        isTimeChosen: isExplicit('timeColumn'),
        isEveryRowLiked: settings.implicit && !settings.keepRatings,
      }),
      ...unratedWays(layout, settings),
    ],
  }
}

/** Whether the rows of a user and an item were told apart by their times in training. */
function isReadWithTimes({ options, data: { reading } }: Pick<RunConfig, 'options' | 'data'>): boolean {
  return needsTimes(options) || reading?.options.columns?.timestamp !== undefined
}
