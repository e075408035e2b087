import { alignHistories, type HeldOutUsers, type Interactions, pairHistories } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import { counted, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { givenParts, originOf, requireTakenAsTheyAre } from './given-parts'
import type { HeldOutColumns } from './held-out-columns'
import { requireApart } from './held-out-rows'
import { countLeftOut } from './left-out-rows'
import type { Ratings } from './load-ratings'
import type { LoadedSplit, SplitRequest } from './load-split'

/** Files with the rows of held-out users: what a model sees of them, and what it has to find. */
export interface GivenUsers {
  readonly test: string
  readonly testFoldIn: string
  readonly validation: string
  readonly validationFoldIn: string
  /** Of the further files, if they lack those of the first file. */
  readonly columns?: HeldOutColumns
}

/** Options of a division, which is made already. */
const dividing = [
  ...(['heldOut', 'heldOutShare', 'folds', 'fold', 'foldIn', 'choose'] as const),
  ...(['validationFrom', 'testFrom', 'splitMethod', 'splitSeed'] as const),
]

/** A held-out part: what its files are called, and what was read of them. */
interface GivenPart {
  readonly foldIn: readonly [file: string, Ratings]
  readonly heldOut: readonly [file: string, Ratings]
}

/**
 * Reads the files of a split by users that was made elsewhere, as that of Liang et al. 2018: all rows of the users to train on, and two files
 * each of the users for validation and for test.
 *
 * Rows of items that are not trained on, and users without rows in both of their files, are left out, and counted on `out`.
 *
 * @param path of the file to train on
 * @throws bad input if a user is in two parts, a row in both files of a part, only some files have ratings, a part has nobody to measure, or an
 *   option has no use
 */
export async function loadGivenUsers(
  path: string,
  { values, isExplicit }: SplitRequest,
  files: GivenUsers,
  out?: Output,
): Promise<LoadedSplit> {
  const further = [files.validationFoldIn, files.validation, files.testFoldIn, files.test]
  requireStrong({ values, isExplicit })
  requireTakenAsTheyAre([path, ...further], isExplicit)
  const settings = { ...values, split: 'strong' as const, minUser: 0, minItem: 0 }
  const { training, ...read } = await givenParts(path, { values: settings, isExplicit }, files.columns, out)
  const validation: GivenPart = {
    foldIn: [files.validationFoldIn, await read.readValidation(files.validationFoldIn)],
    heldOut: [files.validation, await read.readValidation(files.validation)],
  }
  const test: GivenPart = {
    foldIn: [files.testFoldIn, await read.readTest(files.testFoldIn)],
    heldOut: [files.test, await read.readTest(files.test)],
  }
  const train = training.kept
  const earlier: (readonly [string, Ratings])[] = [[path, training]]
  for (const { foldIn, heldOut } of [validation, test]) {
    for (const each of [foldIn, heldOut]) for (const other of earlier) requireOtherUsers(other, each)
    requireApart([foldIn[0], foldIn[1].read], [heldOut[0], heldOut[1].read])
    earlier.push(foldIn, heldOut)
  }
  const split = {
    train,
    validation: heldOutUsers(validation, train, path, out),
    test: heldOutUsers(test, train, path, out),
  }
  return {
    split,
    ...(await originOf(path, further, training)),
    settings: { ...settings, ...training.settings, heldOut: split.test.heldOut.userCount },
    differences: [],
    leftOut: countLeftOut([train, ...earlier.slice(1).map(([, { kept }]) => kept)], split),
  }
}

/** @throws bad input if another protocol was chosen, or an option of one that divides users */
function requireStrong({ values, isExplicit }: SplitRequest): void {
  if (isExplicit('split') && values.split !== 'strong')
    throw badInput(`--test-fold-in: goes with --split strong, got --split ${values.split}`)
  const unused = dividing.find(isExplicit)
  if (unused === undefined) return
  throw badInput(
    `${optionName(unused)}: must come without --test-fold-in, whose users are held out, got both`,
  )
}

/** @throws bad input if a user of one file is in the other, so that no model would be tested on users outside training */
function requireOtherUsers(
  [path, { read: seen }]: readonly [string, Ratings],
  [file, { read }]: readonly [string, Ratings],
): void {
  const known = new Set(seen.userIds)
  const both = read.userIds.filter((id) => known.has(id))
  if (both.length === 0) return
  const more = both.length > 1 ? `, and ${grouped(both.length - 1)} more` : ''
  throw badInput(`${file}: must have other users than ${path}, got '${both[0]}' in both${more}`)
}

/** The users of a part with rows of trained items in both files. @throws bad input if there is none */
function heldOutUsers(part: GivenPart, train: Interactions, path: string, out?: Output): HeldOutUsers {
  const [foldIn, heldOut] = [aligned(part.foldIn, train), aligned(part.heldOut, train)]
  const paired = pairHistories(foldIn.histories, heldOut.histories)
  const { userCount } = paired.heldOut
  if (userCount === 0)
    throw badInput(`${heldOut.file}: must have users of ${foldIn.file} with items of ${path}, got none`)
  for (const { file, rows } of [foldIn, heldOut]) {
    if (rows > 0)
      out?.note(`${file}: left out ${counted(rows, 'row')} of items that ${path} does not train on`)
  }
  const everybody = new Set([...foldIn.all, ...heldOut.all])
  const without = everybody.size - userCount
  if (without > 0)
    out?.note(
      `${heldOut.file}: left out ${counted(without, 'user')} without items both there and in ${foldIn.file}`,
    )
  return paired
}

/** A file whose items have the numbers of those that are trained on. */
interface Aligned {
  readonly file: string
  readonly histories: Interactions
  /** How many rows of its items are not trained on. */
  readonly rows: number
  readonly all: readonly string[]
}

function aligned([file, { kept }]: GivenPart['foldIn'], train: Interactions): Aligned {
  const { histories } = alignHistories(kept, train.itemIds)
  return {
    file,
    histories,
    rows: kept.items.length - histories.items.length,
    all: kept.userIds,
  }
}
