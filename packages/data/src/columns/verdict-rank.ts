import { wordsOfKey } from '../values/words-of-ratings'
import { isEventCodeName, isEventName } from './event-names'
import { rejects } from './rejecting-name'

const FEWEST_ON_SCALE = 3
const ROUNDING = 1e-6 // of decimals
const RANKS = { scale: 0, sides: 1, numbers: 2, codes: 3, rejecting: 4 } as const

/**
 * How far down a column of verdicts stands among several, of which the one of the lowest rank is told: an even scale; then words, 0 and 1, or
 * -1 and 1; other numbers; codes of what users did or thought, which may stand for anything; and last what was not liked.
 *
 * @param values as of `FoundVerdicts`
 * @example verdictRank('feedback_type', ['-1', '1']) > verdictRank('kept', ['no', 'yes']) // true
 */
export function verdictRank(name: string, values: readonly string[]): number {
  const numbers = values.filter((value) => value !== '').map(Number)
  const areNumbers = numbers.length > 0 && numbers.every(Number.isFinite)
  if (rejects(name)) return RANKS.rejecting
  if (areNumbers && areCodes(name, numbers)) return RANKS.codes
  if (!areNumbers) return RANKS.sides
  const distances = numbers.slice(1).map((number, place) => number - numbers[place]!)
  const areEven = distances.every((distance) => Math.abs(distance - distances[0]!) < ROUNDING)
  if (numbers.length >= FEWEST_ON_SCALE && areEven) return RANKS.scale
  return numbers.length < FEWEST_ON_SCALE && Math.max(...numbers) <= 1 ? RANKS.sides : RANKS.numbers
}

/** Whether further rows may show a column that is told before the ones of such a rank. */
export function isOfLastRanks(rank: number): boolean {
  return rank >= RANKS.codes
}

/** Of an `interaction` or a `reaction` alone, -1, 0 and 1 say themselves what they are. */
function areCodes(name: string, numbers: readonly number[]): boolean {
  const words = wordsOfKey(name)
  return isEventCodeName(words) || (isEventName(words) && Math.max(...numbers) > 1)
}
