import { signOfNoneOrLess } from '../values/amount-sign'
import type { DateOrder } from '../values/date-order'
import type { SeenMarks } from '../values/decimal-marks'
import { secondsOfDate } from '../values/fine-dates'
import { type DecimalMark, ratingNumbers } from '../values/rating-numbers'
import { type RatingKind, ratingWords } from '../values/rating-words'
import { entryTimeIn, isFar } from '../values/times-in-text'

/** Reads the values of a column whose cells have types. */
export interface CellValues {
  /** An id as text: '' for null, NaN and infinities, undefined for a value that is no id or not exact. */
  idIn(value: unknown): string | undefined
  /**
   * A rating: a boolean is 1 or 0, as is a word in a column of words; NaN for a value that is no number.
   *
   * @param where the place of the value, for errors
   * @throws if it is text whose mark may be that of decimals or of thousands
   */
  ratingIn(value: unknown, where: () => string): number
  /** The decimal mark of the ratings that are text, so far; undefined if they had none. */
  readonly mark: DecimalMark | undefined
  /** What these ratings show of it. */
  readonly marks: SeenMarks
  /** What the ratings are, by the first one; booleans are words. Undefined if there were none. */
  readonly kind: RatingKind | undefined
  /** -1 of an amount below zero, 0 of none; undefined of any other value. */
  signOfNoneOrLess(value: unknown): -1 | 0 | undefined
  /** A number as it is, a date in seconds since 1970; NaN for a value that is neither, and a date far ahead. */
  timeIn(value: unknown, order?: DateOrder): number
  /** A time, or what stands in its place, as an error shows it. */
  timeText(value: unknown): string
  /** Call this after the last rating. @throws if 1.234 stands as text beside integers that are text alone, so that it may be a thousand */
  end(): void
}

/**
 * The values of cells.
 *
 * @param options.meaningOf what a cell stands for: a string, number, bigint, boolean, Date or null
 * @param options.decimal the mark before the decimals of ratings that are text, where it was chosen
 * @param options.inexactFrom from here on, integers that are numbers may stand for their neighbours
 * @param options.isOfQuantities whether ratings that are text may be below zero as bookkeepers write it: 2- and (2)
 * @param options.areNumbers asked at the end: whether the column is one of numbers, which the source gives as text, with a point
 */
export function cellValues({
  meaningOf = (value) => value,
  decimal,
  inexactFrom = 2 ** 53,
  isOfQuantities = false,
  areNumbers = () => false,
}: {
  readonly meaningOf?: ((value: unknown) => unknown) | undefined
  readonly decimal?: DecimalMark | undefined
  readonly inexactFrom?: number | undefined
  readonly isOfQuantities?: boolean | undefined
  readonly areNumbers?: (() => boolean) | undefined
} = {}): CellValues {
  const words = ratingWords()
  const numbers = ratingNumbers({ chosen: decimal, isContinental: false, isOfQuantities })

  let isOfBooleans: boolean | undefined // whether the first rating is one

  function numberIn(meaning: unknown): number {
    if (typeof meaning === 'number') return meaning
    return typeof meaning === 'bigint' || typeof meaning === 'boolean' ? Number(meaning) : Number.NaN
  }

  return {
    ratingIn(value, where) {
      const meaning = meaningOf(value)
      if (typeof meaning === 'string') return words.orWord(numbers.inText(meaning, where), meaning)
      const number = numberIn(meaning)
      if (Number.isNaN(number)) return number
      isOfBooleans ??= words.kind === undefined && typeof meaning === 'boolean'
      return words.orWord(number, '')
    },
    get kind() {
      return isOfBooleans ? 'words' : words.kind
    },
    get mark() {
      return numbers.mark
    },
    get marks() {
      return numbers.marks
    },
    signOfNoneOrLess: (value) => signOfNoneOrLess(meaningOf(value)),
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
      if (meaning instanceof Date) {
        const seconds = secondsOfDate(meaning)
        return isFar(seconds) ? Number.NaN : seconds
      }
      if (typeof meaning === 'boolean') return Number.NaN
      return typeof meaning === 'string' ? entryTimeIn(meaning, order) : numberIn(meaning)
    },
    timeText(value) {
      const meaning = meaningOf(value)
      const isTime = meaning instanceof Date && !Number.isNaN(meaning.getTime())
      return isTime ? meaning.toISOString() : String(meaning)
    },
    end() {
      if (!areNumbers()) numbers.requireSure()
    },
  }
}
