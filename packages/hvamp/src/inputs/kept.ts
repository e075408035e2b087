import {
  type FoundValues,
  filterInteractions,
  foundValues,
  type Interactions,
  type Reading,
  rejects,
  shortestDecimal,
  statistics,
} from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { type DataSettings, fewestInteractions } from '../settings/data'
import { grouped } from '../terminal/format'
import { columnInWords } from './column-order'
import { unratedIn, zerosAside } from './not-rated'
import { thresholdThatKeeps } from './thresholds'
import { rangeOf } from './value-range'

/** Items of a user of whom one is trained on, one validates and one is tested. */
export const FEWEST_TO_TEST = 3

/** What is kept of a file, in the order of the filters: ratings ≥ 4, users with ≥ 5 items. */
export function filtersOf({ implicit, atLeast, minItem, minUser, untilStable }: DataSettings): string[] {
  return [
    ...(implicit ? [] : [`ratings ≥ ${atLeast}`]),
    ...(minItem > 0 ? [`items with ≥ ${minItem} users`] : []),
    ...(minUser > 0 ? [`users with ≥ ${minUser} items`] : []),
    ...(untilStable ? ['the same again until all have enough'] : []),
  ]
}

/** What values are taken for, each of which counts as liked: counts, or a mark of each row, as 1 is. */
export type AllLiked = 'counts' | 'ones'

/** What the values of a file are taken for, in one line, with the range of them and what counts as liked. */
export function likingLine(
  path: string,
  values: FoundValues,
  options: {
    readonly reading: Reading
    readonly allLiked: AllLiked | undefined
    readonly settings: DataSettings
    /** Whether the threshold was given. */
    readonly isChosen: boolean
  },
): string {
  const { reading, allLiked, settings, isChosen } = options
  const column = reading.columns?.rating
  const what = column === undefined ? 'values' : `values of ${columnInWords(column)}`
  if (allLiked === 'ones') {
    return `${path}: all ${what} are 1, and all are liked: if they are ratings, choose with --at-least`
  }
  if (allLiked === 'counts') {
    const { zeros, negatives = 0 } = values
    const none = negatives === 0 ? 'of 0' : zeros === 0 ? 'below 0' : 'of 0 or below'
    const ofNone =
      zeros + negatives === 0
        ? ''
        : `, ${grouped(zeros + negatives)} ${none}, too, which --at-least 1 leaves out`
    return `${path}: ${what} ${rangeOf(values)} are taken for counts, and all are liked${ofNone}: if they are ratings, choose with --at-least`
  }
  const how = isChosen ? ' (--at-least)' : ': choose with --at-least'
  const highest = shortestDecimal(values.highest)
  const scale = !isChosen && highest > HIGHEST_STAR ? ` of ${highest}` : ''
  const aside = isChosen ? '' : asideOf(values, reading)
  return `${path}: ratings ${rangeOf(values)}, liked from ${settings.atLeast}${scale}${how}${aside}`
}

/** What else some of the ratings may be, with the options for that; nothing where they are all ratings. */
function asideOf(values: FoundValues, reading: Reading): string {
  const mark = unratedIn(values, reading)
  if (mark === 0) return zerosAside(values)
  if (!mayBeQuantities(values)) return ''
  return mark === -1
    ? `, where -1 may stand for 'not rated', which is no like; ${OF_RETURNS}`
    : `, ${OF_RETURNS}`
}

const HIGHEST_STAR = 5 // the scale of the default threshold

const OF_RETURNS = '--at-least 1 if they are quantities, and those below zero returns'

/** Whether values are integers, some of them below zero, few of which are ratings. */
function mayBeQuantities({ lowest, areIntegers }: FoundValues): boolean {
  return areIntegers && lowest < 0
}

/** What is kept of a file, and by which filters, in one line; undefined where all users and items are kept. */
export function keptLine(
  path: string,
  { read, kept, settings }: { read: Interactions; kept: Interactions; settings: DataSettings },
): string | undefined {
  const { implicit, atLeast, minItem, minUser, untilStable } = settings
  if (kept.userCount === read.userCount && kept.itemCount === read.itemCount) return undefined
  const rules = [
    ...(implicit ? [] : [`ratings from ${atLeast}: --at-least`]),
    ...(minItem > 0 ? [`items of at least ${minItem} users: --min-item`] : []),
    ...(minUser > 0 ? [`users of at least ${minUser} items: --min-user`] : []),
    ...(untilStable ? ['until all have enough: --until-stable'] : []),
  ]
  if (rules.length === 0) rules.push('users with items, items with users')
  const users = `${grouped(kept.userCount)} of ${grouped(read.userCount)} users`
  const items = `${grouped(kept.itemCount)} of ${grouped(read.itemCount)} items`
  return `${path}: kept ${users}, ${items} (${rules.join('; ')})${rarerSince(kept, minItem)}`
}

/** How many items have too few users since some users were left out, with the option that repeats the filters. */
function rarerSince(kept: Interactions, minItem: number): string {
  if (minItem === 0) return ''
  const rarer = kept.itemCount - filterInteractions(kept, { minItemInteractions: minItem }).itemCount
  return rarer === 0
    ? ''
    : `; since users were left out ${grouped(rarer)} ${rarer === 1 ? 'item has' : 'items have'} fewer than ${minItem}: --until-stable repeats both`
}

/** The error of a file of which nothing is kept: what each filter left, what it saw, and options that keep more. */
export function nothingKept(
  path: string,
  {
    read,
    chosen,
    settings,
    reading,
    areFiltersFixed = false,
  }: {
    read: Interactions
    chosen: Interactions
    settings: DataSettings
    reading: Reading
    areFiltersFixed?: boolean | undefined
  },
): Error {
  const { implicit, atLeast, minItem, minUser, untilStable } = settings
  const steps: string[] = []
  const advice: string[] = []
  if (!implicit) {
    const values = foundValues(read)!
    steps.push(`--at-least ${atLeast} leaves ${count(chosen)} (ratings ${rangeOf(values)})`)
    const lower = thresholdThatKeeps(read, settings)
    if (chosen.items.length > 0) {
      if (lower !== undefined && lower < atLeast)
        advice.push(`--at-least ${lower}, or another rating of this scale`)
      advice.push('--implicit to keep rows of every rating')
    } else if (rejects(String(reading.columns?.rating ?? ''))) {
      advice.push(
        `not '${reading.columns?.rating}', which may say what was not liked, but remove the rows where it does before`,
      )
    } else {
      if (mayBeQuantities(values)) advice.push(OF_RETURNS)
      advice.push(`--at-least ${lower ?? shortestDecimal(values.highest)}, or another rating of this scale`)
    }
    if (chosen.items.length === 0) advice.push('--implicit if every row stands for a like')
  }
  const ofItems = filterInteractions(chosen, { minItemInteractions: minItem })
  if (chosen.items.length > 0 && minItem > 0) {
    steps.push(
      `--min-item ${minItem} leaves ${count(ofItems)} (no item has more than ${statistics(chosen).interactionsPerItem.max} users)`,
    )
    advice.push('a lower --min-item')
  }
  if (ofItems.items.length > 0) {
    const once = filterInteractions(chosen, fewestInteractions({ ...settings, untilStable: false }))
    if (untilStable && once.userCount > 0) {
      steps.push(
        `--min-user ${minUser} leaves ${count(once)}`,
        '--until-stable, which repeats both, leaves none',
      )
      advice.push('a lower --min-user, or no --until-stable')
    } else {
      const { max: most } = statistics(ofItems).interactionsPerUser
      steps.push(`--min-user ${minUser} leaves none (no user has more than ${most} items)`)
      advice.push(
        most < FEWEST_TO_TEST
          ? `--min-user ${most} to look at them: --split leave-one-out, which trains on users of few items, needs some with ${FEWEST_TO_TEST}`
          : '--min-user 2, with --split leave-one-out to train on users of few items',
      )
    }
  }
  const ways = areFiltersFixed
    ? 'the filters of this table are fixed, those of hvamp reproduce own-data are not'
    : `choose ${advice.join(', or ')}`
  return badInput(
    `${path}: filters must leave some of its ${grouped(read.items.length)} interactions, got none: ${steps.join(', ')}; ${ways}`,
  )
}

const count = ({ items }: Interactions) => (items.length === 0 ? 'none' : grouped(items.length))
