import {
  type FoldOptions,
  leaveOneOut,
  type SplitByIdOptions,
  type SplitOptions,
  splitAsGiven,
  splitByTime,
  splitFold,
  splitHistories,
  splitUsers,
  splitUsersById,
  type TimePoints,
  timePoints,
  type UserSplit,
} from '@hvamp/data'
import { partsOfSecond } from '@hvamp/random'
import { badInput } from '../process/bad-input'
import type { DataSettings } from '../settings/data'
import type { MeasuringSettings } from '../settings/measuring'
import { optionName } from '../settings/option-name'
import type { Requested } from '../settings/requested'
import {
  greatestPublishedSeed,
  heldOutUsers,
  protocols,
  type SplitProtocol,
  type SplitSettings,
} from '../settings/split'
import type { Ratings } from './load-ratings'

const drawn = ['splitMethod', 'splitSeed'] as const

/** The options that apply to each protocol. */
const used: Readonly<Record<SplitProtocol, readonly (keyof SplitSettings)[]>> = {
  strong: ['heldOut', 'heldOutShare', 'folds', 'fold', 'foldIn', ...drawn],
  weak: ['foldIn', 'choose', ...drawn],
  'leave-one-out': ['choose', ...drawn],
  time: ['foldIn', 'validationFrom', 'testFrom'],
  given: ['foldIn', 'choose', ...drawn],
  none: [],
}

/** @throws bad input if an option was given that the protocol has no use for */
export function requireUsedSplitOptions({ values, isExplicit }: Requested<SplitSettings>): void {
  const { split, folds, fold } = values
  if (fold !== undefined && folds === undefined)
    throw badInput(`--fold: must come with --folds, got ${fold} alone`)
  const other = (['heldOut', 'heldOutShare'] as const).find(isExplicit)
  if (folds !== undefined && other !== undefined) {
    throw badInput(`${optionName(other)}: must come without --folds, which hold out a fold each, got both`)
  }
  const unused = Object.values(used)
    .flat()
    .find((name) => isExplicit(name) && !used[split].includes(name))
  if (unused === undefined) {
    const isDrawnById = values.heldOutShare !== undefined // by a generator that knows every seed
    if (isExplicit('splitSeed') && !isDrawnById) requireDrawableSeed(values)
    return
  }
  const others = protocols.filter((each) => used[each].includes(unused))
  throw badInput(`${optionName(unused)}: goes with --split ${others.join(', ')}, got --split ${split}`)
}

/** @throws bad input if the generator of the published splits does not know the seed */
export function requireDrawableSeed({
  splitMethod,
  splitSeed,
}: Pick<SplitSettings, 'splitSeed'> & Partial<Pick<SplitSettings, 'splitMethod'>>): void {
  if (splitMethod === 'hvamp' || splitSeed <= greatestPublishedSeed) return
  const wayOut = splitMethod === undefined ? '' : ' with --split-method published'
  throw badInput(`--split-seed: must be at most ${greatestPublishedSeed}${wayOut}, got ${splitSeed}`)
}

const isWithinHistories = (split: SplitProtocol) => split !== 'strong' && split !== 'none'

/** Whether a split, what is trending, or the user who named their column, needs to know when everything was. */
export function needsTimes({
  split,
  choose,
  halfLife,
  timeColumn,
}: Pick<SplitSettings, 'split' | 'choose'> &
  Pick<MeasuringSettings, 'halfLife'> &
  Pick<DataSettings, 'timeColumn'>): boolean {
  return halfLife !== undefined || timeColumn !== undefined || dividesByTime({ split, choose })
}

/** Whether a split goes by when everything was. */
export function dividesByTime({ split, choose }: Pick<SplitSettings, 'split' | 'choose'>): boolean {
  return split === 'time' || (isWithinHistories(split) && choose === 'latest')
}

/** The share of a history that validates, and as much is for test: half of what is not trained on. */
export function validationShare({ foldIn }: Pick<SplitSettings, 'foldIn'>): number {
  return Math.round(((1 - foldIn) / 2) * 1e12) / 1e12 // (1 − 0.8) / 2 is a little less than 0.1
}

/** Divides ratings as the settings say. @throws bad input if that leaves a part without anybody */
export function makeSplit(
  ratings: Ratings,
  settings: SplitSettings,
  where: string,
): { readonly split: UserSplit; readonly heldOut: number | undefined; readonly points?: TimePoints } {
  const { split: protocol, choose, splitMethod: method, splitSeed: seed } = settings
  const { kept } = ratings
  if (protocol === 'strong') {
    const { heldOut, options } = strongSplitOf(settings, kept.userCount, where)
    if ('share' in options) return { split: splitUsersById(kept, options), heldOut }
    if ('folds' in options) return { split: splitFold(kept, options), heldOut }
    return { split: splitUsers(kept, options), heldOut }
  }
  const share = validationShare(settings)
  const drawing = { choose, method, seed }
  switch (protocol) {
    case 'weak':
      return {
        split: splitHistories(kept, { validation: share, test: share, ...drawing }),
        heldOut: undefined,
      }
    case 'none':
      return { split: splitUsers(kept, { heldOut: 0 }), heldOut: undefined }
    case 'leave-one-out':
      return { split: leaveOneOut(kept, drawing), heldOut: undefined }
    case 'time': {
      const latest = kept.timestamps?.reduce((last, time) => Math.max(last, time), 0) ?? 0
      const [validationFrom, testFrom] = [settings.validationFrom, settings.testFrom].map(
        (from) => from && inUnitOf(latest, from),
      )
      const options = {
        validation: share,
        test: share,
        ...(validationFrom !== undefined && { validationFrom }),
        ...(testFrom !== undefined && { testFrom }),
      }
      return { split: splitByTime(kept, options), heldOut: undefined, points: timePoints(kept, options) }
    }
    case 'given':
      if (!ratings.test) {
        throw badInput(
          `--split given: goes with a data set whose publisher has a test set, such as gowalla, or with hvamp split --test, got ${where}`,
        )
      }
      return {
        split: splitAsGiven(kept, ratings.test, { validation: share, ...drawing }),
        heldOut: undefined,
      }
  }
}

/** A point in time in the unit of a file, which may be finer than the seconds in which days are given. */
function inUnitOf(latest: number, from: number): number {
  return from * (partsOfSecond(latest) / Math.min(partsOfSecond(from), partsOfSecond(latest)))
}

/**
 * How users are held out under strong generalization.
 *
 * @param users how many there are
 * @returns also the number of held-out users, where it is one of the settings
 * @throws bad input if that leaves nobody to train on
 */
export function strongSplitOf(
  settings: SplitSettings,
  users: number,
  where: string,
): { readonly heldOut: number | undefined; readonly options: SplitOptions | SplitByIdOptions | FoldOptions } {
  const { foldIn, splitMethod: method, splitSeed: seed, heldOutShare: share } = settings
  if (settings.folds !== undefined)
    return { heldOut: undefined, options: { ...foldOf(settings), foldIn, method, seed } }
  if (share !== undefined) return { heldOut: undefined, options: { share, foldIn, seed } }
  if (users < 3) {
    throw badInput(`${where}: must have at least 3 users, to train on, validate and test, got ${users}`)
  }
  const heldOut = heldOutUsers(settings.heldOut, users)
  if (2 * heldOut >= users) {
    throw badInput(
      `--held-out: twice this number, for validation and test, must be below the ${users} users of ${where}, got ${heldOut}`,
    )
  }
  return { heldOut, options: { heldOut, foldIn, method, seed } }
}

/** @throws bad input if the number of the fold is missing, or beyond the number of folds */
function foldOf({ folds = 0, fold }: SplitSettings): { readonly folds: number; readonly fold: number } {
  if (fold === undefined || fold > folds) {
    throw badInput(
      `--fold: must be the fold that is tested, from 1 to --folds ${folds}, got ${fold ?? 'none'}`,
    )
  }
  return { folds, fold }
}
