import { join } from 'node:path'
import type { CountDifference, TimePoints, UserSplit } from '@hvamp/data'
import type { StoredBlocks } from '@hvamp/data/node'
import { isDatabaseAddress } from '@hvamp/databases'
import { exists, isFile, isFolder } from '../files/folders'
import { pathFromHere, type SourceFile } from '../files/source-file'
import { badInput, checkingInput } from '../process/bad-input'
import { unfitHere } from '../process/unfit'
import { type DataSettings, dataSettings } from '../settings/data'
import type { LeftOutRows } from '../settings/left-out-rows'
import type { MeasuringSettings } from '../settings/measuring'
import { optionName } from '../settings/option-name'
import { type ReadingRecord, readingRecord } from '../settings/reading'
import { type Requested, requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { type SplitSettings, splitSettings } from '../settings/split'
import type { Output } from '../terminal/output'
import type { DataSummary } from './data-summary'
import { requireSameParts } from './divided-parts'
import { dividedTimesLine, equalTimesLine } from './equal-times'
import { everybodyOf } from './everybody'
import { countLeftOut, tellLeftOut } from './left-out-rows'
import { loadRatings } from './load-ratings'
import { isDataSet, locateData } from './locate-data'
import { dividesByTime, makeSplit, needsTimes, requireUsedSplitOptions } from './make-split'
import { matchingFiles } from './matching-files'
import { nobodyHeldOut } from './nobody-held-out'
import { isStandardInput } from './on-disk'
import { isPrepared, readPrepared } from './prepared-folder'
import { unpublishedCounts } from './published-counts'
import { splitManifest } from './split-files'
import { readSplit } from './split-folder'
import { timePointsLine } from './time-points-line'
import { valueRange } from './value-range'

type Settings = DataSettings & SplitSettings & Pick<MeasuringSettings, 'halfLife'>

/** What is asked about reading and dividing. */
export type SplitRequest = Requested<Settings & { readonly dataFolder?: string | undefined }> & {
  /** Whether the filters cannot be chosen, as of a table of published data. */
  readonly areFiltersFixed?: boolean | undefined
}

/** Options that say how a file is read and divided: none of them goes with a folder that is divided. */
const ofFiles = [...Object.keys(dataSettings), ...Object.keys(splitSettings), 'dataFolder']

/** Users for training, validation and test. */
export interface LoadedSplit {
  readonly split: UserSplit
  /** Of a folder that `hvamp prepare` wrote: the training users, of whom the split has the items alone. */
  readonly blocks?: StoredBlocks
  readonly source: SourceFile
  /** How the file was read; of a folder of a split, how it was read when it was divided. */
  readonly reading: ReadingRecord | undefined
  /** The settings as they turned out, with the number of held-out users where users are held out. */
  readonly settings: Settings
  /** Of a data set by name: counts that are not the published ones. */
  readonly differences: readonly CountDifference[]
  /** What of the kept rows is in no part; not known of folders of early versions, nor of those that `hvamp prepare` wrote. */
  readonly leftOut?: LeftOutRows | undefined
  /** Of data that are divided by time. */
  readonly points?: TimePoints | undefined
  /** Of a file: how it was read and what of it is kept. */
  readonly summary?: DataSummary
}

/**
 * Reads a file of ratings, or a data set by name, and divides it, or reads a folder that `hvamp split` or `hvamp prepare` wrote.
 *
 * @param data a path or a name
 * @param options of which those about reading and splitting must not be chosen for a folder of a split
 * @param out where it is said how the file was read
 */
export async function loadSplit(data: string, options: SplitRequest, out?: Output): Promise<LoadedSplit> {
  // A run or a split knows what its data set is called, and its path.
  const { path, settings } =
    options.values.dataSet === undefined
      ? await locateData(data, options)
      : { path: data, settings: options.values }
  const located = { values: settings, isExplicit: options.isExplicit }
  if (await isSplit(path, settings)) {
    const isInBlocks = await isPrepared(path)
    const loaded = await (isInBlocks ? loadPrepared : loadSplitFolder)(path, options.isExplicit)
    if (settings.halfLife !== undefined && !loaded.split.train.timestamps) {
      throw badInput(`${path}: must have times for --half-life ${settings.halfLife}, got none`)
    }
    if (settings.split !== 'none') {
      tellLeftOut(path, loaded.leftOut, out)
      return loaded
    }
    if (loaded.blocks) {
      throw badInput(
        `${path}: must have data that fit into memory to train on everybody, got a folder that hvamp prepare wrote`,
      )
    }
    const split = everybodyOf(loaded.split)
    return { ...loaded, split, settings: { ...loaded.settings, split: 'none' } }
  }
  requireUsedSplitOptions(located)
  const timestamps = needsTimes(settings)
  const isByTime = dividesByTime(settings)
  const { areFiltersFixed } = options
  const ratings = await loadRatings(path, located, { timestamps, isByTime, areFiltersFixed, out })
  const { split, heldOut, points } = await checkingInput(() => makeSplit(ratings, settings, path))
  if (isByTime && settings.split !== 'time') {
    const lines = [equalTimesLine(path, ratings.kept), dividedTimesLine(path, split)]
    for (const line of lines) if (line !== undefined) out?.note(line)
  }
  const heldOutParts = settings.split === 'none' ? [] : (['validation', 'test'] as const)
  for (const part of heldOutParts) {
    if (split[part].heldOut.items.length > 0) continue
    throw nobodyHeldOut(path, { part, kept: ratings.kept, settings, heldOut })
  }
  const turnedOut = { ...settings, ...ratings.settings, heldOut }
  const { read: files, kept } = ratings
  const differences = unpublishedCounts(turnedOut, { files, kept, training: split.train })
  const reading = readingRecord.parse({
    ...ratings.reading,
    ...(files.values && { range: valueRange(files.values) }),
  })
  const { source } = ratings
  const leftOut = countLeftOut([kept], split)
  const fold = settings.fold === undefined ? '' : `, fold ${settings.fold} of ${settings.folds}`
  if (points) out?.note(timePointsLine(path, points))
  tellLeftOut(`${path}${fold}`, leftOut, out)
  return {
    split,
    source,
    reading,
    settings: turnedOut,
    differences,
    leftOut,
    points,
    summary: { ...ratings.summary, leftOut, ...(points && { points }) },
  }
}

/** A folder is one that `hvamp split` wrote, unless it has the files of a data set. */
export async function isSplit(path: string, { dataSet }: DataSettings): Promise<boolean> {
  return (await isFolder(path)) && (dataSet === undefined || (await isFile(join(path, splitManifest))))
}

/** @throws bad input if options about reading or splitting were chosen, or the folder is not as `hvamp split` wrote it */
export async function loadSplitFolder(
  path: string,
  isExplicit: (name: string) => boolean,
): Promise<LoadedSplit> {
  const { split, source, reading, differences, leftOut, points, options } = await readSplit(path)
  requireUnchosen(path, 'is a split already', options, isExplicit)
  return { split, source, reading, settings: options, differences, leftOut, points }
}

/** @throws bad input if options about reading or splitting were chosen, or a file is not as `hvamp prepare` wrote it */
async function loadPrepared(path: string, isExplicit: (name: string) => boolean): Promise<LoadedSplit> {
  const { split, blocks, source, reading, options } = await readPrepared(path)
  requireUnchosen(path, 'is prepared already', options, isExplicit)
  return { split, blocks, source, reading, settings: options, differences: [] }
}

/** @param is what the folder is, for the error @throws bad input if an option about reading or splitting was chosen */
export function requireUnchosen(
  path: string,
  is: string,
  options: Partial<Settings>,
  isExplicit: (name: string) => boolean,
): void {
  const refused = ofFiles.find(isExplicit)
  if (refused === undefined) return
  const option = optionName(refused)
  const { [refused as keyof Settings]: value } = options
  const made = value === undefined || typeof value === 'boolean' ? '' : `, made with ${option} ${value}`
  throw badInput(`${path}: ${is}${made}: leave ${option} out`)
}

/** Options that count as chosen where a run is repeated: what counts as liked was decided when it was begun. */
export async function decidedBefore(path: string, settings: DataSettings): Promise<string[]> {
  return settings.implicit || (await isSplit(path, settings)) ? [] : ['atLeast']
}

/** Where the data of a run are, and what to do where they are not what they were. */
export interface DataAgain {
  /** Path of the data, where they are not any more where they were, or their name. */
  readonly data?: string | undefined
  /** What is done with data that are no longer where they were, for the error. */
  readonly ifMoved?: string | undefined
  /** What is done with data that changed, for the error. */
  readonly ifOther?: string | undefined
  readonly out?: Output | undefined
}

/**
 * The split of a run, made again from its data, which have to be what they were.
 *
 * @throws bad input if they are not, no longer where they were, or divided in another way
 */
export async function loadSplitOf(
  run: string,
  { options, data: { source, ...parts } }: RunConfig,
  { data, ifMoved, ifOther, out }: DataAgain = {},
): Promise<LoadedSplit> {
  const wayOut = (text: string | undefined) => (text === undefined ? '' : `: ${text}`)
  if (data === undefined && isStandardInput(source.path)) {
    throw badInput(
      `${run}: was trained on the standard input: its data must be given again, got none${wayOut(ifMoved)}`,
    )
  }
  const path =
    data !== undefined && isDataSet(data)
      ? (await locateData(data, requested(options))).path
      : (data ?? (await pathFromHere(source)))
  if (data === undefined && !isDatabaseAddress(path) && !(await isThere(path))) {
    throw unfitHere('data', `${path}: must be the data of ${run}, got no such file${wayOut(ifMoved)}`)
  }
  const loaded = await loadSplit(path, requested(options, await decidedBefore(path, options)), out)
  if (loaded.source.sha256 !== source.sha256) {
    throw unfitHere(
      'data',
      `${path}: must be as when ${run} was begun, with SHA-256 ${source.sha256}, got ${loaded.source.sha256}${wayOut(ifOther)}`,
    )
  }
  requireSameParts(run, parts, loaded)
  return loaded
}

/** Whether there is something at a path, or some file that a pattern matches. */
function isThere(path: string): Promise<boolean> {
  return matchingFiles(path).then(
    ([first]) => exists(first!),
    () => false,
  )
}
