import { type DataSettings, type FileOptions, layoutFrom, limitsFrom, rowsFrom } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { type TrainedLiking, trainedLiking } from './trained-liking'

/** How another file is read and what of it counts as liked: as in the training of a run, where the user chose nothing else. */
export interface AsTrained<Values> {
  readonly options: Requested<Values>
  readonly layout: FileOptions
  /** What counted as liked, unless the user chose. */
  readonly liking: TrainedLiking | undefined
}

const columns = {
  userColumn: 'user',
  itemColumn: 'item',
  ratingColumn: 'rating',
  timeColumn: 'timestamp',
} as const

/** Options that read another file as the training data of a run were read; times where their column is named. @param folder of the run */
export function asTrained<Values extends DataSettings>(
  { values, isExplicit }: Requested<Values>,
  { options, data }: Pick<RunConfig, 'options' | 'data'>,
  folder: string,
): AsTrained<Values> {
  const isLikingChosen = isExplicit('atLeast') || isExplicit('implicit')
  const liking = isLikingChosen
    ? {}
    : { atLeast: options.atLeast, implicit: options.implicit, keepRatings: options.keepRatings }
  const asked = layoutFrom(values, isExplicit('timeColumn'))
  const isFormatChosen = isExplicit('format')
  const trained = isFormatChosen ? {} : (data.reading?.options ?? layoutFrom(options))
  const chosenColumns = Object.entries(columns)
    .filter(([name]) => isExplicit(name))
    .map(([, role]) => [role, asked.columns?.[role]])
  const { timestamp: _, ...trainedColumns } = trained.columns ?? {}
  const chosen = (['skipLines', 'delimiter', 'header', 'quoting', 'decimal', 'encoding', 'missing'] as const)
    .filter((name) => isExplicit(name))
    .map((name) => [name, asked[name]])
  const rows = rowsFrom(isExplicit('query') || isExplicit('table') ? values : options)
  const limits = { ...limitsFrom(options), ...limitsFrom(values) }
  return {
    liking: isLikingChosen ? undefined : trainedLiking(folder, { data }),
    options: {
      values: { ...values, ...liking },
      isExplicit: (name) => isExplicit(name) || (name === 'atLeast' && !isLikingChosen && !options.implicit),
    },
    layout: {
      ...(isFormatChosen ? { format: asked.format } : trained),
      ...Object.fromEntries(chosen),
      columns: { ...trainedColumns, ...Object.fromEntries(chosenColumns) },
      timestamps: isExplicit('timeColumn'),
      limits,
      rows,
    } as FileOptions,
  }
}
