import { textOf } from './line-bytes'

/** Words for an item that was not liked, and for one that was. */
export const VERDICTS: readonly (readonly [string, string])[] = [
  ['false', 'true'],
  ['f', 't'],
  ['no', 'yes'],
  ['n', 'y'],
  ['dislike', 'like'],
  ['disliked', 'liked'],
  ['negative', 'positive'],
  ['neg', 'pos'],
  ['down', 'up'],
  ['not recommended', 'recommended'],
]
const WORDS = new Map(VERDICTS.flatMap(([no, yes]) => [[no, 0] as const, [yes, 1] as const]))
const LONGEST = 16 // characters of a word

/** Reads the words of a column of ratings. */
export interface RatingWords {
  /**
   * The rating in a text: the number that it is, or of a word 1 or 0; NaN for a word among numbers, or a number among words.
   *
   * @param number in the text, NaN if it has none
   */
  orWord(number: number, text: string): number
  orWordIn(number: number, bytes: Uint8Array, from: number, to: number): number
}

/**
 * The words of verdicts, such as true and false, yes and no, their first letters, positive and negative, in any case. The first value decides whether a column has numbers or
 * words.
 */
export function ratingWords(): RatingWords {
  let kind: 'numbers' | 'words' | undefined

  function isNumber(number: number): boolean {
    if (kind === undefined && !Number.isNaN(number)) kind = 'numbers'
    return kind === 'numbers'
  }

  function wordIn(text: string): number {
    const word = text.trim()
    const value = word.length > LONGEST ? undefined : WORDS.get(word.toLowerCase())
    if (value !== undefined) kind = 'words'
    return value ?? Number.NaN
  }

  return {
    orWord: (number, text) => (isNumber(number) ? number : wordIn(text)),
    orWordIn: (number, bytes, from, to) => (isNumber(number) ? number : wordIn(textOf(bytes, from, to))),
  }
}
