import { divideHistories, type HeldOutUsers, type Interactions, type UserSplit } from '@hvamp/data'
import type { Recommender } from '@hvamp/models'
import { isFolder } from '../files/folders'
import { asTrained } from '../inputs/as-trained'
import { type DataOrigin, originInWords, trainingOrigin } from '../inputs/data-origin'
import type { DataSummary } from '../inputs/data-summary'
import { dividedParts, isSamePart } from '../inputs/divided-parts'
import { requireFittingOptions } from '../inputs/fitting-options'
import { knownHistories } from '../inputs/histories'
import { keepRatings, loadRatings } from '../inputs/load-ratings'
import { type LoadedSplit, requireUnchosen } from '../inputs/load-split'
import { isDataSet, locateData } from '../inputs/locate-data'
import { requireDrawableSeed } from '../inputs/make-split'
import { unratedWays } from '../inputs/other-ways'
import { type FilePart, readPart } from '../inputs/read-file'
import { readSplit } from '../inputs/split-folder'
import { badInput, checkingInput } from '../process/bad-input'
import { runOfModel } from '../runs/open-model'
import { readRun } from '../runs/run-folder'
import { heldOutAgain } from '../runs/training-users'
import { chosenDataOptions } from '../settings/chosen-data'
import { layoutFrom } from '../settings/data'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import type { EvaluateFlags } from './evaluate-flags'

type Asked = { readonly options: Requested<EvaluateFlags>; readonly out: Output }

/** Whether users are measured whose histories are in files, which are divided; not those of a split or a data set by name. */
export async function areInFiles(data: string | undefined): Promise<boolean> {
  return data !== undefined && !isDataSet(data) && !(await isFolder(data))
}

/** Users to measure a model on. */
export interface UsersToMeasure extends HeldOutUsers {
  /** Of a file: how it was read and what of it is kept. */
  readonly summary?: DataSummary
  /** Where they come from, unless from the split of the run. */
  readonly origin?: DataOrigin
  /** Of a folder of a split: whether the model was trained on the rows of its training part, so on none that is held out. */
  readonly isOwnSplit?: boolean
}

/**
 * The users to measure a model on, with their histories divided.
 *
 * @throws bad input if the model does not know most of what is measured, unless `--unknown skip` was chosen
 */
export async function usersToMeasure(
  { itemIds }: Recommender,
  path: string,
  data: string | undefined,
  { options, out }: { options: Requested<EvaluateFlags>; out: Output },
): Promise<UsersToMeasure> {
  const flags = options.values
  const { isExplicit } = options
  const known = { unknown: flags.unknown, where: data ?? path }
  if (data !== undefined && (isDataSet(data) || !(await isFolder(data)))) {
    if (isExplicit('splitSeed')) requireDrawableSeed({ splitSeed: flags.splitSeed })
    const run = isDataSet(data) ? undefined : await runOfModel(path)
    const trained = run && asTrained(options, run, path)
    const { path: located, settings } = await locateData(data, trained?.options ?? options)
    const minUser = run && !isExplicit('minUser') ? run.options.minUser : settings.minUser
    const { kept, summary, source } = await loadRatings(
      located,
      { values: { ...settings, minUser }, isExplicit: trained?.options.isExplicit ?? isExplicit },
      {
        layout: trained?.layout,
        liking: trained?.liking,
        otherwise: trained?.otherwise,
        out,
      },
    )
    const { foldIn, splitSeed: seed } = flags
    const histories = knownHistories(kept, itemIds, { ...known, out })
    const origin = { read: source }
    if (!isExplicit('unknown')) await requireMostlyKnown([kept, histories], path, origin)
    const users = await checkingInput(() => divideHistories(histories, { foldIn, seed }))
    if (run) noteOtherDivision(data, { folder: path, ...run.options }, foldIn, out)
    return { ...users, summary, origin }
  }
  if (data === undefined) {
    requireOwnDivision(path, options)
    return knownPart((await splitOf(path, out)).split)
  }
  const { split, source: read, madeOf, options: made } = await readSplit(data)
  requireUnchosen(data, 'is a split already', made, isExplicit)
  const users = knownPart(split)
  const origin = { read, madeOf }
  if (!isExplicit('unknown'))
    await requireMostlyKnown([split[flags.part].heldOut, users.heldOut], path, origin)
  return { ...users, origin, isOwnSplit: await isTrainedOn(path, split) }

  function knownPart(split: UserSplit): HeldOutUsers {
    const { foldIn, heldOut } = split[flags.part]
    return {
      foldIn: knownHistories(foldIn, itemIds, { ...known, out }), // both parts have the same items
      heldOut: knownHistories(heldOut, itemIds, known),
    }
  }
}

/** @throws bad input if an option was given that says how data are read or divided, and there are none but those of the run */
function requireOwnDivision(path: string, options: Requested<EvaluateFlags>): void {
  const [refused] = Object.keys(chosenDataOptions(options))
  if (refused === undefined) return
  throw badInput(
    `${optionName(refused)}: goes with data to measure on, got none: ${path} is measured on its own users`,
  )
}

/** Says where the items that are measured were held out in another way than those on which the run was measured. */
function noteOtherDivision(
  data: string,
  { folder, split, choose }: Pick<RunConfig['options'], 'split' | 'choose'> & { readonly folder: string },
  foldIn: number,
  out: Output,
): void {
  const way = [split !== 'strong' && `--split ${split}`, choose === 'latest' && '--choose latest'].filter(
    Boolean,
  )
  if (split === 'none' || way.length === 0) return
  out.note(
    `${data}: each user is measured on ${Math.round(100 * (1 - foldIn))} % of the items, drawn at random; ${folder} was measured by ${way.join(' ')}: its figures are not of the same kind`,
  )
}

/** Whether a model was trained on the training part of a split. */
async function isTrainedOn(path: string, split: UserSplit): Promise<boolean> {
  const run = await runOfModel(path)
  return run !== undefined && isSamePart(run.data.train, dividedParts({ split }).train)
}

/** @throws bad input if less than half of the interactions to measure are with items that the model knows */
async function requireMostlyKnown(
  [all, known]: readonly [Interactions, Interactions],
  model: string,
  origin: DataOrigin,
): Promise<void> {
  const unknown = all.items.length - known.items.length
  if (unknown <= all.items.length / 2) return
  const run = await runOfModel(model)
  const trained = run ? `, which was trained on ${originInWords(await trainingOrigin(run))}` : ''
  throw badInput(
    `${originInWords(origin)}: must have mostly items that the model knows, got ${grouped(unknown)} of ${grouped(all.items.length)} rows of other items than those of ${model}${trained}: name a model of these items (hvamp train makes one), or choose --unknown skip to measure on the rest`,
  )
}

/**
 * The users of a part of some files, with their histories divided by the seed and the id of each user alone, whatever users the part
 * has; users of whom nothing is kept are left out.
 *
 * @throws bad input if what is kept of a user depends on other users: --min-item, or ratings that may be counts
 */
export async function usersOfPart(
  { itemIds }: Recommender,
  path: string,
  data: string,
  of: FilePart,
  { options, out }: Asked,
): Promise<HeldOutUsers> {
  requireFittingOptions(data, options)
  const { foldIn, splitSeed: seed, unknown, minItem } = options.values
  if (minItem > 0) {
    throw badInput(
      `--min-item: must be 0 where users are divided (--shard), for no shard sees all users, got ${minItem}`,
    )
  }
  const run = await runOfModel(path)
  const trained = run && asTrained(options, run, path)
  const { values, isExplicit } = trained?.options ?? options
  const layout = trained?.layout ?? layoutFrom(values)
  const otherwise = trained?.otherwise ?? unratedWays(layout, values)
  const { interactions: read, reading } = await readPart(data, of, layout, out, otherwise)
  if (read.values && !values.implicit && !values.keepRatings && !isExplicit('atLeast')) {
    throw badInput(
      `${data}: needs --at-least or --implicit where users are divided (--shard), for no shard sees whether all ratings are counts, got neither`,
    )
  }
  const { kept } = keepRatings(
    data,
    { read, reading },
    { values, isExplicit },
    { liking: trained?.liking, out },
  )
  const histories: Interactions = knownHistories(kept, itemIds, {
    unknown,
    where: data,
    out,
    needsKnown: false,
  })
  return checkingInput(() => divideHistories(histories, { foldIn, seed, method: 'hvamp' }))
}

/** The split that a run was trained on. */
async function splitOf(path: string, out: Output): Promise<LoadedSplit> {
  const run = await readRun(path)
  if (run.options.split === 'none') {
    throw badInput(
      `${path}: must have held-out users, got a run that was trained on everybody: give data to measure on`,
    )
  }
  const wayOut = `hvamp evaluate ${shellWord(path)} FILE measures on the users of another file`
  return heldOutAgain(path, run, { ifMoved: wayOut, ifOther: wayOut, out })
}
