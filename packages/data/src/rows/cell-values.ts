import { numberIn as numberInText } from '../text/numbers-in-text'
import { timeIn as timeInText } from '../text/times-in-text'

/** Reads the values of a column whose cells have types. */
export interface CellValues {
  /** An id as text: '' for null, NaN and infinities, undefined for a value that is no id or not exact. */
  idIn(value: unknown): string | undefined
  /** A boolean is 1 or 0; NaN for a value that is no number. */
  numberIn(value: unknown): number
  /** A number as it is, a date in seconds since 1970; NaN for a value that is neither. */
  timeIn(value: unknown): number
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
  readonly meaningOf?: (value: unknown) => unknown
  readonly inexactFrom?: number
} = {}): CellValues {
  function numberIn(value: unknown): number {
    const meaning = meaningOf(value)
    if (typeof meaning === 'number') return meaning
    if (typeof meaning === 'bigint' || typeof meaning === 'boolean') return Number(meaning)
    return typeof meaning === 'string' ? numberInText(meaning) : Number.NaN
  }

  return {
    idIn(value) {
      const meaning = meaningOf(value)
      if (meaning === null || meaning === undefined) return ''
      if (typeof meaning === 'string' || typeof meaning === 'bigint') return String(meaning)
      if (typeof meaning !== 'number') return undefined
      if (!Number.isFinite(meaning)) return ''
      return Number.isInteger(meaning) && Math.abs(meaning) >= inexactFrom ? undefined : String(meaning)
    },
    numberIn,
    timeIn(value) {
      const meaning = meaningOf(value)
      if (meaning instanceof Date) return meaning.getTime() / 1000
      if (typeof meaning === 'boolean') return Number.NaN
      return typeof meaning === 'string' ? timeInText(meaning) : numberIn(value)
    },
  }
}
