import type { DateOrder } from '../values/date-order'
import { isNegative, numberIn as numberInText } from '../values/numbers-in-text'
import { ratingWords } from '../values/rating-words'
import { timeIn as timeInText } from '../values/times-in-text'

/** Reads the values of a column whose cells have types. */
export interface CellValues {
  /** An id as text: '' for null, NaN and infinities, undefined for a value that is no id or not exact. */
  idIn(value: unknown): string | undefined
  /** A rating: a boolean is 1 or 0, as is a word in a column of words; NaN for a value that is no number. */
  ratingIn(value: unknown): number
  isNegative(value: unknown): boolean
  /** A number as it is, a date in seconds since 1970; NaN for a value that is neither. */
  timeIn(value: unknown, order?: DateOrder): number
}

/**
 * The values of cells.
 *
 * @param options.meaningOf what a cell stands for: a string, number, bigint, boolean, Date or null
 * @param options.inexactFrom from here on, integers that are numbers may stand for their neighbours
 */
export function cellValues({
  meaningOf = (value) => value,
  inexactFrom = 2 ** 53,
}: {
  readonly meaningOf?: ((value: unknown) => unknown) | undefined
  readonly inexactFrom?: number | undefined
} = {}): CellValues {
  const words = ratingWords()

  function numberIn(value: unknown): number {
    const meaning = meaningOf(value)
    if (typeof meaning === 'number') return meaning
    if (typeof meaning === 'bigint' || typeof meaning === 'boolean') return Number(meaning)
    return typeof meaning === 'string' ? numberInText(meaning) : Number.NaN
  }

  return {
    ratingIn(value) {
      const number = numberIn(value)
      if (!Number.isNaN(number)) return words.orWord(number, '')
      const meaning = meaningOf(value)
      return typeof meaning === 'string' ? words.orWord(number, meaning) : number
    },
    isNegative: (value) => isNegative(meaningOf(value)),
    idIn(value) {
      const meaning = meaningOf(value)
      if (meaning === null || meaning === undefined) return ''
      if (typeof meaning === 'string' || typeof meaning === 'bigint') return String(meaning)
      if (typeof meaning !== 'number') return undefined
      if (!Number.isFinite(meaning)) return ''
      return Number.isInteger(meaning) && Math.abs(meaning) >= inexactFrom ? undefined : String(meaning)
    },
    timeIn(value, order) {
      const meaning = meaningOf(value)
      if (meaning instanceof Date) return meaning.getTime() / 1000
      if (typeof meaning === 'boolean') return Number.NaN
      return typeof meaning === 'string' ? timeInText(meaning, order) : numberIn(value)
    },
  }
}
