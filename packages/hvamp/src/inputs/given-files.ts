import { entriesOf, type Interactions, interactionsFrom, splitAsGiven, type UserSplit } from '@hvamp/data'
import { badInput, checkingInput } from '../process/bad-input'
import { optionName } from '../settings/option-name'
import { grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { givenParts, originOf, requireTakenAsTheyAre } from './given-parts'
import type { HeldOutColumns } from './held-out-columns'
import { reportDrawnAway, reportLeftOut, requireApart } from './held-out-rows'
import { countLeftOut } from './left-out-rows'
import type { LoadedSplit, SplitRequest } from './load-split'
import { requireUsedSplitOptions, validationShare } from './make-split'

/** Files with what is held out, beside the one to train on. */
export interface GivenFiles {
  readonly test: string
  readonly validation?: string | undefined
  /** Of the test file, and of the one for validation if it lacks those of the first file. */
  readonly columns?: HeldOutColumns
}

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
  const { training, ...parts } = await givenParts(path, { values: settings, isExplicit }, files.columns, out)
  const { kept: test, read: testRows } = await parts.readTest(files.test)
  requireApart([path, training.read], [files.test, testRows])
  let validation: Interactions | undefined
  if (files.validation !== undefined) {
    const { kept, read } = await parts.readValidation(files.validation)
    requireApart([path, training.read], [files.validation, read])
    requireApart([files.validation, read], [files.test, testRows]) // rows as they were read, also those not liked
    validation = kept
  }
  if (validation) requireNoStrangers(files.validation!, validation, [training.kept], path)
  requireNoStrangers(files.test, test, [training.kept, ...(validation ? [validation] : [])], path)
  const all = interactionsFrom(entriesOfAll([training.kept, ...(validation ? [validation] : []), test]))
  const { choose, splitMethod: method, splitSeed: seed } = settings
  const split = await checkingInput(() =>
    splitAsGiven(
      all,
      test,
      validation ? { validation } : { validation: validationShare(settings), choose, method, seed },
    ),
  )
  if (validation) reportLeftOut(files.validation!, validation, { part: 'validation', split }, { path, out })
  else reportDrawnAway(path, training.kept, split, out)
  reportLeftOut(files.test, test, { part: 'test', split }, { path, out })
  requireSomebody(split, { path, ...files })
  return {
    split,
    ...(await originOf(path, named(files), training)),
    settings: { ...settings, ...training.settings, heldOut: undefined },
    differences: [],
    leftOut: countLeftOut([all], split),
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
  if (isExplicit('split') && values.split !== 'given') {
    throw badInput(`--test: goes with --split given, got --split ${values.split}`)
  }
  requireTakenAsTheyAre(paths, isExplicit)
  const unused = validation === undefined ? undefined : drawing.find(isExplicit)
  if (unused === undefined) return
  throw badInput(`${optionName(unused)}: must come without --validation, whose rows are held out, got both`)
}

/** @throws bad input if no user of a file is trained on, as where users are held out */
function requireNoStrangers(
  file: string,
  heldOut: Interactions,
  seen: readonly Interactions[],
  path: string,
): void {
  const known = new Set(seen.flatMap(({ userIds }) => userIds))
  if (heldOut.userIds.some((id) => known.has(id))) return
  throw badInput(
    `${file}: must have users that ${path} has too, got ${grouped(heldOut.userCount)} users of whom it has none, as a split by users leaves them (strong): give the rows of them that a model sees with --test-fold-in, and for validation with --validation-fold-in`,
  )
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
