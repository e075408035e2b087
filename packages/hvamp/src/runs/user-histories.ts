import type { IdTypes, Interactions } from '@hvamp/data'
import { asTrained } from '../inputs/as-trained'
import { requireFittingOptions } from '../inputs/fitting-options'
import { tasteOf } from '../inputs/histories'
import { unratedWays } from '../inputs/other-ways'
import { type FilePart, readFile, readPart } from '../inputs/read-file'
import { requireTrainedScale, trainedLikingLine } from '../inputs/trained-liking'
import { requireNoUnreadRatings } from '../inputs/unread-ratings'
import { valueRange } from '../inputs/value-range'
import { type DataSettings, layoutFrom } from '../settings/data'
import type { Requested } from '../settings/requested'
import type { Output } from '../terminal/output'
import { runOfModel } from './open-model'

/** Histories with the same users: all that they rated, and what of it they like. */
export interface UserHistories {
  readonly rated: Interactions
  readonly liked: Interactions
  /** Of ids that come from a database. */
  readonly types?: IdTypes | undefined
  /** Whether the first row may be a header, which nobody said that there is none of. */
  readonly mayHaveHeader?: boolean
}

/**
 * The histories of a file, read as the run was trained unless options say otherwise, or as it looks where it does not have the columns
 * of the training data; how, it says on `out`.
 *
 * @param path of a file, or a pattern of several
 * @param of the part of them to read: all by default
 * @throws bad input, naming file and line; or a column that may have ratings and was not read
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
  const others = trained?.otherwise ?? unratedWays(layout, settings)
  const { interactions: rated, reading } = of
    ? await readPart(path, of, layout, out, others)
    : await readFile(path, layout, out, others)
  requireNoUnreadRatings(path, reading, settings, trained?.liking)
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
  const mayHaveHeader = reading.header === false && !of && !options.isExplicit('header')
  const liked = isAll ? rated : tasteOf(rated, settings)
  return { rated, liked, types: reading.types, mayHaveHeader }
}
