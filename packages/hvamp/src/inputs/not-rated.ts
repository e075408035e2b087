import type { FoundValues, Reading } from '@hvamp/data'
import { badInput } from '../process/bad-input'
import { rangeOf } from './value-range'

/**
 * @throws bad input if all ratings are up to ten but one, such as 99, or most of them but two or three, such as 98 and 99, which likely stand
 *   for none: no count is so far from all others
 */
export function requireNoCode(path: string, values: FoundValues, reading: Reading): void {
  const { codes, lowest, count } = values
  if (!codes || !isRatingName(reading)) return
  const isAnyShare = reading.values === 'counts' && codes.values.length === 1
  if (!isAnyShare && 2 * codes.others <= count) return
  const named = codes.values.join(', ').replace(/, (?=[^,]*$)/, ' and ')
  throw badInput(
    `${path}: must have ratings on one scale, got values of ${reading.columns?.rating} ${rangeOf({ lowest, highest: codes.highestOther })} and ${named}, which may stand for 'not rated': remove the rows of ${named} before, or choose with --implicit if every row stands for a like`,
  )
}

/** What is said of ratings that are kept, where one of them may stand for none, in one line; undefined elsewhere. */
export function unratedLine(path: string, values: FoundValues, reading: Reading): string | undefined {
  const mark = unratedIn(values, reading)
  if (mark === undefined || reading.apart?.value === mark) return undefined // which is said of the reading
  const orReturn = mark < 0 ? ' or for a return' : ''
  return `${path}: ratings ${rangeOf(values)}, where ${mark} may stand for 'not rated'${orReturn}: if it does, leave these rows out before`
}

const FEWEST_UNRATED = 0.05 // of all ratings

/** What is said of ratings of 0 that may stand for none, where these are many; nothing elsewhere. */
export function zerosAside({ zeros, count }: FoundValues): string {
  const share = zeros / count
  if (share < FEWEST_UNRATED) return ''
  const percent = (100 * share).toFixed(1)
  return `; 0, in ${percent} % of the rows, may stand for 'not rated' and counts as no like: choose --implicit if every row stands for one`
}

/** The rating that may stand for none: -1, or 0 of a scale of 5 or 10, in a column that is called one of ratings. */
export function unratedIn(
  { lowest, highest, areIntegers }: FoundValues,
  reading: Reading,
): number | undefined {
  if (!isRatingName(reading) || !areIntegers) return undefined
  const isScale = highest <= 10 || highest === 100 // quantities have no upper bound
  const isMark = lowest === -1 ? highest > 1 && isScale : lowest === 0 && (highest === 5 || highest === 10)
  return isMark ? lowest : undefined
}

function isRatingName({ columns }: Pick<Reading, 'columns'>): boolean {
  return /rating|score|stars|overall/i.test(String(columns?.rating))
}
