import type { IdTypes, Interactions, Reading } from '@hvamp/data'
import { asTrained } from '../inputs/as-trained'
import { requireFittingOptions } from '../inputs/fitting-options'
import { tasteOf } from '../inputs/histories'
import { type FilePart, type OtherWay, readFile, readPart } from '../inputs/read-file'
import { requireTrainedScale, trainedLikingLine } from '../inputs/trained-liking'
import { valueRange } from '../inputs/value-range'
import { type DataSettings, type FileOptions, layoutFrom } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { Output } from '../terminal/output'
import { runOfModel } from './open-model'

/** Histories with the same users: all that they rated, and what of it they like. */
export interface UserHistories {
  readonly rated: Interactions
  readonly liked: Interactions
  /** Of ids that come from a database. */
  readonly types?: IdTypes | undefined
}

/**
 * The histories of a file, read as the run was trained unless options say otherwise, or as it looks where it does not have the columns
 * of the training data; how, it says on `out`.
 *
 * @param path of a file, or a pattern of several
 * @param of the part of them to read: all by default
 * @throws bad input, naming file and line
 */
export async function readHistories(
  path: string,
  runFolder: string,
  { options, of, out }: { options: Requested<DataSettings>; of?: FilePart; out: Output },
): Promise<UserHistories> {
  requireFittingOptions(path, options)
  const run = await runOfModel(runFolder)
  const trained = run && asTrained(options, run, runFolder)
  const settings = trained?.options.values ?? options.values
  const layout = trained?.layout ?? layoutFrom(settings)
  const others = trained ? otherWays(layout, layoutFrom(options.values)) : []
  const { interactions: rated, reading } = of
    ? await readPart(path, of, layout, out, others)
    : await readFile(path, layout, out, others)
  const isAll = settings.implicit || settings.keepRatings || !rated.values
  const ratings = rated.values && valueRange(rated.values)
  if (rated.values && trained?.liking) {
    requireTrainedScale(path, rated.values, reading, settings, trained.liking)
    if (!settings.keepRatings) out.note(trainedLikingLine(path, rated.values, settings, trained.liking))
  }
  out.emit({
    event: 'reading',
    file: path,
    ...reading,
    users: rated.userCount,
    ...(ratings && { ratings }),
    ...(!isAll && { atLeast: settings.atLeast }),
  })
  return { rated, liked: isAll ? rated : tasteOf(rated, settings), types: reading.types }
}

const allLiked = 'every item counts as liked'

/** Ways to read a file other than that of the training data: without its ratings, if the file has none; or as it looks. */
export function otherWays(trained: FileOptions, own: FileOptions): OtherWay[] {
  const { rating, ...columns } = trained.columns ?? {}
  const rest = [...fromFirstLine(trained, own), asItLooks(trained, own)]
  if (rating === undefined) return rest
  const withoutRatings: OtherWay = {
    options: { ...trained, columns },
    fits: (reading) => reading.values === 'none' && !has(reading, rating),
    note: () => `without the ratings of the training: ${allLiked}`,
  }
  return [withoutRatings, ...rest]
}

/** A way to read a file of the same columns that lacks the lines above its header which the training data have. */
function fromFirstLine(trained: FileOptions, own: FileOptions): OtherWay[] {
  if (!trained.skipLines || own.skipLines !== undefined || trained.header === false) return []
  const columns = Object.values(trained.columns ?? {}).filter((column) => column !== undefined)
  return [
    {
      options: { ...trained, skipLines: 0 },
      fits: (reading) => columns.every((column) => has(reading, column)),
      note: () => 'from its first line on: it has none above its header, as the training data have',
    },
  ]
}

/** A way to read a file that does not have the columns or the format of the training data: with those of its own. */
function asItLooks(trained: FileOptions, own: FileOptions): OtherWay {
  const columns = Object.values(trained.columns ?? {})
  const isSameFormat = ({ options }: Reading) =>
    (['format', 'delimiter', 'header'] as const).every((name) => options[name] === trained[name])
  return {
    options: own,
    fits: (reading) =>
      !isSameFormat(reading) || columns.some((column) => column !== undefined && !has(reading, column)),
    note: ({ values }) =>
      `not as the training data, whose columns or format it does not have${trained.columns?.rating !== undefined && values === 'none' ? `: ${allLiked}` : ''}`,
  }
}

const has = ({ columns = {}, unread }: Reading, column: string | number) =>
  Object.values(columns).includes(column) || unread.includes(column)
