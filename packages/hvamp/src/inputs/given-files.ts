import { entriesOf, type Interactions, interactionsFrom, splitAsGiven, type UserSplit } from '@hvamp/data'
import { isDatabaseAddress } from '@hvamp/databases'
import { identify } from '../files/source-file'
import { badInput, checkingInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import { readingRecord } from '../settings/reading'
import type { Output } from '../terminal/output'
import { asRead } from './as-read'
import { columnOrder, widthWithoutHeader } from './column-order'
import { chosenForHeldOut, type HeldOutColumns, ofHeldOut, readingHeldOut } from './held-out-columns'
import { reportLeftOut, requireApart } from './held-out-rows'
import { loadRatings, type Ratings } from './load-ratings'
import type { LoadedSplit, SplitRequest } from './load-split'
import { isDataSet } from './locate-data'
import { needsTimes, requireUsedSplitOptions, validationShare } from './make-split'
import { matchingFiles } from './matching-files'
import { isStandardInput } from './on-disk'
import { valueRange } from './value-range'

/** Files with what is held out, beside the one to train on. */
export interface GivenFiles {
  readonly test: string
  readonly validation?: string | undefined
  /** Of the test file, and of the one for validation if it lacks those of the first file. */
  readonly columns?: HeldOutColumns
}

const filters = ['minUser', 'minItem'] as const
const drawing = ['foldIn', 'choose', 'splitMethod', 'splitSeed'] as const // of validation entries

/**
 * Reads the files of a split that was made elsewhere: users are trained on by the rows of one file, and tested on those of another.
 *
 * The further files are read as the first one was, where options say nothing else, and as they look where they do not fit that: the names of
 * columns that were chosen are those of the first one.
 *
 * Without a file for validation a share of the training rows is held out. What is held out of users or items that are not trained
 * on is left out, and counted on `out`.
 *
 * @param path of the file to train on
 * @throws bad input if a row is in two of the files, only some have ratings, nobody is left to test, or an option has no use
 */
export async function loadGivenFiles(
  path: string,
  { values, isExplicit }: SplitRequest,
  files: GivenFiles,
  out?: Output,
): Promise<LoadedSplit> {
  const settings = { ...values, split: 'given' as const, minUser: 0, minItem: 0 }
  requireFitting([path, ...named(files)], { values, isExplicit }, files)
  requireUsedSplitOptions({ values: settings, isExplicit })
  const timestamps = needsTimes(settings)
  const training = await loadRatings(path, { values: settings, isExplicit }, { timestamps, out })
  const load = async (file: string, columns: HeldOutColumns) => {
    const request = { values: { ...settings, ...training.settings }, isExplicit }
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
    requireSameLiking([path, training], [file, ratings], isExplicit)
    requireApart([path, training.read], [file, ratings.read])
    return ratings
  }
  const chosen = chosenForHeldOut(files.columns)
  const { kept: test, read: testRows } = await readingHeldOut(() => load(files.test, chosen))
  let validation: Interactions | undefined
  if (files.validation !== undefined) {
    const file = files.validation
    const { kept, read } = await readingHeldOut(() =>
      load(file, {}).catch((error) => {
        if (Object.keys(chosen).length === 0) throw error
        return load(file, chosen)
      }),
    )
    requireApart([files.validation, read], [files.test, testRows]) // rows as they were read, also those not liked
    validation = kept
  }
  const all = interactionsFrom(entriesOfAll([training.kept, ...(validation ? [validation] : []), test]))
  const { choose, splitMethod: method, splitSeed: seed } = settings
  const split = await checkingInput(() =>
    splitAsGiven(
      all,
      test,
      validation ? { validation } : { validation: validationShare(settings), choose, method, seed },
    ),
  )
  if (validation) reportLeftOut(files.validation!, validation, [split.train], { path, out })
  reportLeftOut(files.test, test, [split.train, split.validation.heldOut], { path, out })
  requireSomebody(split, { path, ...files })
  const { values: ratings } = training.read
  return {
    split,
    source: await identify(path, (await Promise.all([path, ...named(files)].map(matchingFiles))).flat()),
    reading: readingRecord.parse({ ...training.reading, ...(ratings && { range: valueRange(ratings) }) }),
    settings: { ...settings, ...training.settings, heldOut: undefined },
    differences: [],
    summary: training.summary,
  }
}

const named = ({ test, validation }: GivenFiles) => [...(validation === undefined ? [] : [validation]), test]

function* entriesOfAll(parts: readonly Interactions[]) {
  for (const part of parts) yield* entriesOf(part)
}

/** @throws bad input if something else than files is divided so, or an option is given that has no use beside given files */
function requireFitting(
  paths: readonly string[],
  { values, isExplicit }: SplitRequest,
  { validation }: GivenFiles,
): void {
  const other = paths.find((path) => isDataSet(path) || isStandardInput(path) || isDatabaseAddress(path))
  if (other !== undefined) throw badInput(`--test: goes with files of a split, got '${other}'`)
  if (isExplicit('split') && values.split !== 'given') {
    throw badInput(`--test: goes with --split given, got --split ${values.split}`)
  }
  const filter = filters.find(isExplicit)
  if (filter !== undefined) {
    throw badInput(
      `${optionName(filter)}: must come without --test, whose files are taken as they are, got both`,
    )
  }
  const unused = validation === undefined ? undefined : drawing.find(isExplicit)
  if (unused === undefined) return
  throw badInput(`${optionName(unused)}: must come without --validation, whose rows are held out, got both`)
}

/** @throws bad input unless what counts as liked in both follows from ratings, or in neither */
function requireSameLiking(
  [path, training]: readonly [string, Ratings],
  [file, ratings]: readonly [string, Ratings],
  isExplicit: (name: string) => boolean,
): void {
  if (isExplicit('implicit')) return
  const kinds = [ratings, training].map(({ reading }) => {
    if (reading.values === 'none') return 'no ratings'
    return isExplicit('atLeast') ? 'ratings' : reading.values
  })
  if (kinds[0] === kinds[1]) return
  const unrated = [file, path].find((_, i) => kinds[i] === 'no ratings')
  const isUnread = unrated === file && ratings.reading.unread.length > 0
  const choice =
    unrated === undefined
      ? 'choose with --at-least, or --implicit if every row stands for a like'
      : `choose with --implicit if every row of both stands for a like, or ${isUnread ? 'name their column with --test-rating-column' : `write the ratings into ${unrated} too`}`
  throw badInput(`${file}: must have ${kinds[1]} as ${path}, got ${kinds[0]}: ${choice}`)
}

/** @throws bad input if a part has nobody to evaluate */
function requireSomebody(
  split: UserSplit,
  { path, test, validation }: GivenFiles & { readonly path: string },
): void {
  for (const [part, file] of [
    ['validation', validation],
    ['test', test],
  ] as const) {
    if (split[part].heldOut.items.length > 0) continue
    throw badInput(
      file === undefined
        ? `${path}: some users must have enough rows that one is held out for validation, got nobody: choose a lower --fold-in, or --validation with its file`
        : `${file}: must have users and items that ${path} has too, for a user's rows there are what a model sees of them, got none`,
    )
  }
}
