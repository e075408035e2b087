import { ANSWERS } from '../values/rating-words'

/** Words for false and true: `f` and `t`, `nein` and `ja`, `0` and `1`. */
export type BooleanWords = readonly [no: string, yes: string]

/** Those that a column of booleans may have, of which `false` and `true` come first. */
export const BOOLEAN_WORDS: readonly BooleanWords[] = [...ANSWERS, ['0', '1'], ['off', 'on']]

/** A text or a number as such a word, in small letters. */
export function booleanWord(cell: unknown): string | undefined {
  return typeof cell === 'object' || cell === undefined ? undefined : String(cell).trim().toLowerCase()
}

/**
 * The pair of words for false and true that all texts of a column are of, in any case; undefined without one, or without texts.
 *
 * @example booleanWords(['f', 't']) // ['f', 't']
 */
export function booleanWords(texts: readonly string[]): BooleanWords | undefined {
  if (texts.length === 0 || texts.length > MOST_SPELLINGS) return undefined
  const words = texts.map((text) => booleanWord(text)!)
  return BOOLEAN_WORDS.find((pair) => words.every((word) => pair.includes(word)))
}

const MOST_SPELLINGS = 20 // True, true, TRUE
