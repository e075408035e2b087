import { foundValues, type IdTypes, type Interactions, type Reading } from '@hvamp/data'
import { asTrained } from '../inputs/as-trained'
import { requireFittingOptions } from '../inputs/fitting-options'
import { tasteOf } from '../inputs/histories'
import { likingLine } from '../inputs/kept'
import { decideLiking } from '../inputs/load-ratings'
import { unratedWays } from '../inputs/other-ways'
import { type FilePart, readFile, readPart } from '../inputs/read-file'
import { requireTrainedScale, trainedLikingLine } from '../inputs/trained-liking'
import { requireNoUnreadRatings } from '../inputs/unread-ratings'
import { rangeInWords, valueRange } from '../inputs/value-range'
import { badInput } from '../process/bad-input'
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
  const read = trained?.options ?? options
  const layout = trained?.layout ?? layoutFrom(read.values)
  const others = trained?.otherwise ?? unratedWays(layout, read.values)
  const { interactions: rated, reading } = of
    ? await readPart(path, of, layout, out, others)
    : await readFile(path, layout, out, others)
  requireNoUnreadRatings(path, reading, read.values, trained?.liking)
  const settings = likingOf(
    path,
    { rated, reading, isTrained: trained !== undefined, isWhole: of === undefined },
    read,
    out,
  )
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

/**
 * What counts as liked of histories: as in the training; of a model without a run as in data to train on, which is said on `out`.
 *
 * @throws bad input if a model without a run would find nothing liked, by a threshold that nobody chose
 */
function likingOf(
  path: string,
  found: {
    readonly rated: Interactions
    readonly reading: Reading
    readonly isTrained: boolean
    /** Whether it is all of the files. */
    readonly isWhole: boolean
  },
  options: Requested<DataSettings>,
  out: Output,
): DataSettings {
  const { rated, reading, isTrained, isWhole } = found
  const { values: requested, isExplicit } = options
  if (isTrained || !rated.values || requested.implicit || requested.keepRatings) return requested
  const { allLiked, settings } = decideLiking(path, { hasValues: true, reading }, options)
  const isChosen = isExplicit('atLeast')
  const range = valueRange(rated.values)
  if (isWhole && !isChosen && allLiked === undefined && range.highest < settings.atLeast) {
    throw badInput(
      `${path}: must have ratings of at least ${settings.atLeast}, got values ${rangeInWords(range)}: choose --at-least for ratings of this scale, or --implicit`,
    )
  }
  out.note(likingLine(path, foundValues(rated)!, { reading, allLiked, settings, isChosen }))
  return settings
}
