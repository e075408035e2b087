import { cellText } from '../values/cell-text'
import { isMissing } from '../values/missing-ids'
import { decimalIn } from '../values/numbers-in-text'
import { ratingOfWord, ratingWord, wordKind } from '../values/rating-words'
import type { VerdictName } from './verdict-names'

/** Different values of a scale, at most: 0 to 20 by halves. */
export const MOST_VALUES = 41
const HIGHEST = 100 // and lowest, below zero
const SPELLINGS = 100 // of the values of a column, such as True, true and 1.0
const PAIRS: readonly (readonly string[])[] = [
  ['0', '1'],
  ['-1', '1'],
]

/** Numbers of a column's cells: those of values that differ are other ones. */
export const OF_MISSING = 1
export const FIRST_VALUE = 2

/** The different values of a column, as far as they may be those of verdicts or of ratings. */
export interface VerdictValues {
  /** The number of a cell's value; 0 for one by which the column has no verdicts. */
  numberOf(cell: unknown): number
  /** The values, as text in lower case, by their numbers less `FIRST_VALUE`. */
  readonly texts: readonly string[]
  /** The same where they are numbers. */
  readonly numbers: readonly number[]
  /** Whether the one value that there is says yes: beside cells without any, it is a verdict. */
  readonly saysYes: boolean
}

/** @param name what the column may have by its name */
export function verdictValues(name: VerdictName): VerdictValues {
  const known = new Map<unknown, number>()
  const texts: string[] = []
  const numbers: number[] = []

  function mayHave(value: string, number: number): boolean {
    const all = [...texts, value]
    if (Number.isNaN(number)) {
      if (numbers.length > 0 || ratingOfWord(value) === undefined) return false
      const kind = wordKind(all)
      return kind === 'opinions' || (kind === 'answers' && name.mayAnswer)
    }
    if (texts.length > numbers.length || Math.abs(number) > HIGHEST) return false
    const isOfPair = PAIRS.some((pair) => all.every((each) => pair.includes(each)))
    return (isOfPair && name.mayAnswer) || (name.mayRate && all.length <= MOST_VALUES)
  }

  function found(cell: unknown): number {
    const text = cellText(cell).trim()
    if (isMissing(text)) return OF_MISSING
    if (name.isMoment) return FIRST_VALUE
    const number = decimalIn(text)
    const value = Number.isNaN(number) ? ratingWord(text) : String(number)
    const place = texts.indexOf(value)
    if (place >= 0) return FIRST_VALUE + place
    if (!mayHave(value, number)) return 0
    texts.push(value)
    if (!Number.isNaN(number)) numbers.push(number)
    return FIRST_VALUE + texts.length - 1
  }

  return {
    numberOf(cell) {
      const before = known.get(cell)
      if (before !== undefined) return before
      const number = found(cell)
      if (known.size < SPELLINGS) known.set(cell, number)
      return number
    },
    texts,
    numbers,
    get saysYes() {
      return name.isMoment || texts[0] === '1' || ratingOfWord(texts[0] ?? '') === 1
    },
  }
}
