import { isDatabaseAddress } from '@hvamp/databases'
import { identify } from '../files/source-file'
import { badInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import { readingRecord } from '../settings/reading'
import type { Output } from '../terminal/output'
import { asRead } from './as-read'
import { columnOrder, widthWithoutHeader } from './column-order'
import { chosenForHeldOut, type HeldOutColumns, ofHeldOut, readingHeldOut } from './held-out-columns'
import { loadRatings, type Ratings } from './load-ratings'
import type { LoadedSplit, SplitRequest } from './load-split'
import { isDataSet } from './locate-data'
import { needsTimes } from './make-split'
import { matchingFiles } from './matching-files'
import { isStandardInput } from './on-disk'
import { requireSameRatings } from './same-ratings'
import { valueRange } from './value-range'

const filters = ['minUser', 'minItem', 'untilStable'] as const

/** The file to train on, and how the further files of its split are read. */
export interface GivenParts {
  readonly training: Ratings
  /** Reads a file for test: as the first one, but for the columns that were chosen for it. */
  readTest(file: string): Promise<Ratings>
  /** Reads a file for validation: as the first one, or as that for test where it does not fit that. */
  readValidation(file: string): Promise<Ratings>
}

/**
 * Reads the file to train on.
 *
 * @param request with the settings of the split
 * @param columns of the further files
 * @throws bad input if it cannot be read; its functions throw, too, if only some files have ratings
 */
export async function givenParts(
  path: string,
  { values, isExplicit }: SplitRequest,
  columns: HeldOutColumns | undefined,
  out?: Output,
): Promise<GivenParts> {
  const timestamps = needsTimes(values)
  const training = await loadRatings(path, { values, isExplicit }, { timestamps, out })
  const load = async (file: string, columns: HeldOutColumns) => {
    const request = { values: { ...values, ...training.settings }, isExplicit }
    const asTraining = ofHeldOut(request, columns)
    const ratings = await loadRatings(file, asTraining, {
      ...asRead(
        asTraining,
        {
          layout: training.reading.options,
          order: columnOrder(training.reading),
          width: widthWithoutHeader(training.reading),
          timestamps,
        },
        timestamps,
      ),
      ...{ timestamps, out },
    })
    if (!isExplicit('implicit')) requireSameRatings([path, training], [file, ratings], isExplicit('atLeast'))
    return ratings
  }
  const chosen = chosenForHeldOut(columns)
  return {
    training,
    readTest: (file) => readingHeldOut(() => load(file, chosen)),
    readValidation: (file) =>
      readingHeldOut(() =>
        load(file, {}).catch((error) => {
          if (Object.keys(chosen).length === 0) throw error
          return load(file, chosen)
        }),
      ),
  }
}

/** What a split of files is made of, and how the file to train on was read. */
export async function originOf(
  path: string,
  further: readonly string[],
  { read: { values }, reading, summary }: Ratings,
): Promise<Pick<LoadedSplit, 'source' | 'reading' | 'summary'>> {
  const files = await Promise.all([path, ...further].map(matchingFiles))
  return {
    source: await identify(path, files.flat()),
    reading: readingRecord.parse({ ...reading, ...(values && { range: valueRange(values) }) }),
    summary,
  }
}

/** @throws bad input if something else than files is given, or a filter is chosen, which would make another split of them */
export function requireTakenAsTheyAre(paths: readonly string[], isExplicit: (name: string) => boolean): void {
  const other = paths.find((path) => isDataSet(path) || isStandardInput(path) || isDatabaseAddress(path))
  if (other !== undefined) throw badInput(`--test: goes with files of a split, got '${other}'`)
  const filter = filters.find(isExplicit)
  if (filter === undefined) return
  throw badInput(
    `${optionName(filter)}: must come without --test, whose files are taken as they are, got both`,
  )
}
