import type { Reading } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { rangeOf, valueRange } from './value-range'

const HIGHEST_RATING = 10 // beside a code
const LOWEST_CODE = 20 // which is above
const MOST_CODES = 3

/**
 * @throws bad input if all ratings are up to ten but one, such as 99, or most of them but two or three, such as 98 and 99, which likely stand
 *   for none: no count is so far from all others
 */
export function requireNoCode(path: string, values: Float32Array, reading: Reading): void {
  const codes = isRatingName(reading) ? codesIn(values, reading) : []
  if (codes.length === 0) return
  const below = values.filter((value) => value <= HIGHEST_RATING)
  const named = codes.join(', ').replace(/, (?=[^,]*$)/, ' and ')
  throw badInput(
    `${path}: must have ratings on one scale, got values of ${reading.columns?.rating} ${rangeOf(below)} and ${named}, which may stand for 'not rated': remove the rows of ${named} before, or choose with --implicit if every row stands for a like`,
  )
}

/** Few values far above all others, in ascending order. */
function codesIn(values: Float32Array, { values: kind }: Pick<Reading, 'values'>): readonly number[] {
  const codes = new Set<number>()
  let rated = 0
  for (const value of values) {
    if (value <= HIGHEST_RATING) rated++
    else if (value <= LOWEST_CODE || codes.add(value).size > MOST_CODES) return []
  }
  const isAnyShare = kind === 'counts' && codes.size === 1
  return rated > 0 && (isAnyShare || 2 * rated > values.length) ? [...codes].sort((a, b) => a - b) : []
}

/** What is said of ratings that are kept, where one of them may stand for none, in one line; undefined elsewhere. */
export function unratedLine(path: string, values: Float32Array, reading: Reading): string | undefined {
  const mark = unratedIn(values, reading)
  if (mark === undefined) return undefined
  const orReturn = mark < 0 ? ' or for a return' : ''
  return `${path}: ratings ${rangeOf(values)}, where ${mark} may stand for 'not rated'${orReturn}: if it does, leave these rows out before`
}

const FEWEST_UNRATED = 0.05 // of all ratings

/** What is said of ratings of 0 that may stand for none, where these are many; nothing elsewhere. */
export function zerosAside(values: Float32Array): string {
  const share = values.filter((value) => value === 0).length / values.length
  if (share < FEWEST_UNRATED) return ''
  const percent = (100 * share).toFixed(1)
  return `; 0, in ${percent} % of the rows, may stand for 'not rated' and counts as no like: choose --implicit if every row stands for one`
}

/** The rating that may stand for none: -1, or 0 of a scale of 5 or 10, in a column that is called one of ratings. */
export function unratedIn(values: Float32Array, reading: Reading): number | undefined {
  const { lowest, highest } = valueRange(values)
  if (!isRatingName(reading) || !values.every(Number.isInteger)) return undefined
  const isScale = highest <= 10 || highest === 100 // quantities have no upper bound
  const isMark = lowest === -1 ? highest > 1 && isScale : lowest === 0 && (highest === 5 || highest === 10)
  return isMark ? lowest : undefined
}

function isRatingName({ columns }: Pick<Reading, 'columns'>): boolean {
  return /rating|score|stars|overall/i.test(String(columns?.rating))
}
