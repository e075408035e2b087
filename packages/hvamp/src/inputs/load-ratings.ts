import {
  binarize,
  type FoundValues,
  filterInteractions,
  foundValues,
  type Interactions,
  type Reading,
  rejects,
} from '@hvamp/data'
import { readDataSet } from '@hvamp/data/node'
import { identify, type SourceFile } from '../files/source-file'
import { badInput } from '../process/bad-input'
import {
  type DataSettings,
  type FileOptions,
  fewestInteractions,
  layoutFrom,
  limitsFrom,
} from '../settings/data'
import type { Requested } from '../settings/requested'
import type { Output } from '../terminal/output'
import { type DataSummary, dataSummary } from './data-summary'
import { deciding } from './deciding'
import { requireFittingOptions } from './fitting-options'
import { type AllLiked, keptLine, likingLine, nothingKept } from './kept'
import { withKnownTimes } from './missing-times'
import { requireNoCode, unratedLine } from './not-rated'
import { unratedWays } from './other-ways'
import { type OtherWay, readFile } from './read-file'
import { noteReading } from './reading-notes'
import { requireNoAmounts } from './thresholds'
import { requireTrainedScale, type TrainedLiking, trainedLikingLine } from './trained-liking'
import { requireNoUnreadRatings } from './unread-ratings'

/** Ratings as clicks, or as they are. */
export interface Ratings {
  readonly source: SourceFile
  /** How the file was read. */
  readonly reading: Reading
  /** All of the file. */
  readonly read: Interactions
  /** What is kept of it, without ratings unless these are to be kept. */
  readonly kept: Interactions
  /** The publisher's test set, of a data set that has one. */
  readonly test?: Interactions
  /** The settings as they turned out: a file without ratings, or with play counts, is implicit. */
  readonly settings: DataSettings
  readonly summary: DataSummary
}

export interface LoadOptions {
  /** Whether times are needed: then a file without them is an error. */
  readonly timestamps?: boolean
  /** Whether they are divided by their times, so that none may stand for no time. */
  readonly isByTime?: boolean
  /** How the file is read, where that follows from another reading and not from the settings. */
  readonly layout?: FileOptions | undefined
  /** Ways to read a file that does not fit the layout. */
  readonly otherwise?: readonly OtherWay[] | undefined
  /** What counts as liked, where that follows from a training. */
  readonly liking?: TrainedLiking | undefined
  /** Whether the filters cannot be chosen, as of a table of published data. */
  readonly areFiltersFixed?: boolean | undefined
  /** Where it is said how the file was read. */
  readonly out?: Output | undefined
}

/**
 * Reads a file, or the files of a data set, and keeps of it what the settings say.
 *
 * @param path of the file; of the folder or archive of a data set, if the settings name one
 * @throws bad input, naming file and line, or what left nothing; also if a threshold was chosen and there are no ratings
 */
export async function loadRatings(
  path: string,
  { values: requested, isExplicit }: Requested<DataSettings>,
  {
    timestamps = false,
    isByTime = false,
    layout = layoutFrom(requested, timestamps),
    otherwise = unratedWays(layout, requested),
    liking,
    areFiltersFixed,
    out,
  }: LoadOptions = {},
): Promise<Ratings> {
  requireFittingOptions(path, { values: requested, isExplicit })
  const asked = { layout, otherwise, out }
  const { interactions, test, reading, doubts, source } = await readAll(path, requested, asked)
  const isOwn = isByTime && requested.dataSet === undefined // of a published data set each time is known
  const read = isOwn ? withKnownTimes(path, interactions, requested, out) : interactions
  const { chosen, kept, settings } = keepRatings(
    path,
    { read, reading },
    { values: requested, isExplicit },
    { liking, out },
  )
  if (kept.userCount === 0) throw nothingKept(path, { read, chosen, settings, reading, areFiltersFixed })
  const left = keptLine(path, { read, kept, settings })
  if (left !== undefined) out?.note(left)
  const summary = dataSummary(path, { reading, read, kept, doubts }, settings)
  return { source, reading, read, kept, ...(test && { test }), settings, summary }
}

/**
 * What the settings keep of interactions that were read, which may be nothing; on `out` it says what counts as liked.
 *
 * @returns also what was chosen by its rating alone, and the settings as they turned out
 * @throws bad input if a threshold was chosen, or ratings have to be kept, and there are no ratings; or if those of a training were of
 *   another scale
 */
export function keepRatings(
  path: string,
  { read, reading }: { readonly read: Interactions; readonly reading: Reading },
  { values: requested, isExplicit }: Requested<DataSettings>,
  { liking, out }: Pick<LoadOptions, 'liking' | 'out'> = {},
): { readonly chosen: Interactions; readonly kept: Interactions; readonly settings: DataSettings } {
  const { allLiked, settings } = decideLiking(
    path,
    { hasValues: read.values !== undefined, reading },
    { values: requested, isExplicit },
    liking,
  )
  const values = foundValues(read)
  if (values) {
    const found = { values, all: read.values, reading, allLiked }
    requireThresholdFits(path, found, { values: requested, isExplicit }, liking)
  }
  const chosen = settings.keepRatings
    ? read
    : binarize(read, settings.implicit ? {} : { atLeast: settings.atLeast })
  const kept = filterInteractions(chosen, fewestInteractions(settings))
  if (read.values && liking) requireTrainedScale(path, read.values, reading, requested, liking)
  const unrated = values && requested.keepRatings && unratedLine(path, values, reading)
  if (unrated) out?.note(unrated)
  if (read.values && liking && !requested.keepRatings) {
    out?.note(trainedLikingLine(path, read.values, settings, liking))
  } else if (values && !requested.implicit && !requested.keepRatings) {
    out?.note(likingLine(path, values, { reading, allLiked, settings, isChosen: isExplicit('atLeast') }))
  }
  return { chosen, kept, settings }
}

/**
 * @param found the values, and all of them where they are in memory
 * @throws bad input if nobody chose what is a like, and the threshold says nothing about values such as these: amounts, or ratings with a
 *   code among them that stands for none
 */
export function requireThresholdFits(
  path: string,
  found: {
    readonly values: FoundValues
    readonly all?: Float32Array | undefined
    readonly reading: Reading
    readonly allLiked: AllLiked | undefined
  },
  { values: requested, isExplicit }: Requested<DataSettings>,
  liking?: LoadOptions['liking'],
): void {
  const { values, all, reading, allLiked } = found
  if (isExplicit('atLeast') || requested.implicit || requested.keepRatings) return
  if (allLiked === 'counts' || !liking) requireNoCode(path, values, reading)
  if (allLiked === undefined && !liking) requireNoAmounts(path, values, reading, { all })
}

/**
 * What counts as liked.
 *
 * @returns also what the values are taken for, where each of them counts as liked for it
 * @throws bad input if a threshold was chosen, or ratings have to be kept, and there are no ratings; if a column may have some that
 *   was not read, and nobody chose that every row is a like
 */
export function decideLiking(
  path: string,
  { hasValues, reading }: { readonly hasValues: boolean; readonly reading: Reading },
  { values: requested, isExplicit }: Requested<DataSettings>,
  liking?: LoadOptions['liking'],
): { readonly allLiked: AllLiked | undefined; readonly settings: DataSettings } {
  if (!hasValues && isExplicit('atLeast') && !liking) {
    throw badInput(`${path}: must have ratings for --at-least ${requested.atLeast}, got none`)
  }
  if (!hasValues && requested.keepRatings) {
    throw badInput(`${path}: must have ratings to keep, got none`)
  }
  requireNoUnreadRatings(path, reading, requested, liking)
  if (!liking && !isExplicit('atLeast') && !requested.implicit) requireOneScale(reading)
  const isDecided = isExplicit('atLeast') || requested.keepRatings
  const allLiked = isDecided ? undefined : allLikedOf(reading, liking)
  const settings = {
    ...requested,
    implicit: requested.implicit || requested.keepRatings || !hasValues || allLiked !== undefined,
  }
  return { allLiked, settings }
}

/** Not of ones where a training has a threshold, nor of those of a column that says what was not liked. */
function allLikedOf({ values, ones, columns }: Reading, liking: LoadOptions['liking']): AllLiked | undefined {
  if (values === 'counts') return 'counts'
  return ones && !liking && !rejects(String(columns?.rating ?? '')) ? 'ones' : undefined
}

/** @throws bad input if two of several files have ratings on different scales, for which no one threshold is right */
export function requireOneScale({ scales }: { readonly scales?: Reading['scales'] | undefined }): void {
  const [low, high] = scales ?? []
  if (!low || !high) return
  throw badInput(
    `${high.file}: must have ratings on the scale of ${low.file}, which go up to ${low.highest}, got ratings up to ${high.highest}: bring them to one scale before, or choose --at-least for all files, or --implicit if every row stands for a like`,
  )
}

async function readAll(
  path: string,
  settings: DataSettings,
  {
    layout,
    otherwise,
    out,
  }: { layout: FileOptions; otherwise: readonly OtherWay[]; out?: Output | undefined },
) {
  const { dataSet } = settings
  if (dataSet === undefined) return { ...(await readFile(path, layout, out, otherwise)), test: undefined }
  const { timestamps = false } = layout
  const found = await deciding(() => readDataSet(dataSet, path, { timestamps, limits: limitsFrom(settings) }))
  const doubts = noteReading(path, found, out)
  return { ...found, doubts, source: await identify(path, found.paths) }
}
