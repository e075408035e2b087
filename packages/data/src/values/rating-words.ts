import { textOf } from './line-bytes'

type Pair = readonly [no: string, yes: string]

/** Words for no and yes, which flags have too. */
export const ANSWERS: readonly Pair[] = [
  ...([
    ['false', 'true'],
    ['f', 't'],
    ['no', 'yes'],
    ['n', 'y'],
    ['nein', 'ja'],
    ['n', 'j'],
    ['non', 'oui'],
    ['n', 'o'],
    ['no', 'sí'],
    ['no', 'si'],
    ['n', 's'],
    ['não', 'sim'],
    ['nee', 'ja'],
    ['nej', 'ja'],
    ['nie', 'tak'],
    ['нет', 'да'],
    ['いいえ', 'はい'],
    ['否', '是'],
    ['✗', '✓'],
    ['✘', '✔'],
    ['❌', '✅'],
  ] as const),
]
/** Of swipes: no flag is such. */
const SWIPES: Pair = ['left', 'right']
/** Words for what somebody thought of an item, which nothing else has. */
const OPINIONS: readonly Pair[] = [
  ...([
    ['dislike', 'like'],
    ['disliked', 'liked'],
    ['unlike', 'like'],
    ['negative', 'positive'],
    ['neg', 'pos'],
    ['down', 'up'],
    ['thumbs down', 'thumbs up'],
    ['thumb down', 'thumb up'],
    ['downvote', 'upvote'],
    ['not recommended', 'recommended'],
    ['hate', 'love'],
    ['reject', 'accept'],
    ['rejected', 'accepted'],
    ['👎', '👍'],
  ] as const),
]
const NEUTRAL = ['neutral', 'mixed', 'skip']
const MARK = '+' // beside cells that are empty, or have a minus, which stands for nothing too
const WORDS = new Map([
  ...[...ANSWERS, SWIPES, ...OPINIONS].flatMap(([no, yes]) => [[no, 0] as const, [yes, 1] as const]),
  ...NEUTRAL.map((word) => [word, 0.5] as const),
  [MARK, 1],
])
const LONGEST = 16 // characters of a word

/** The words of a verdict's two sides and what lies between them, as far as a column has them. */
export type WordKind = 'answers' | 'opinions'

/** A word without capitals, its parts apart: thumbs_up and Thumbs-Up are thumbs up. */
export function ratingWord(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/(?<=\p{L})[_-](?=\p{L})/gu, ' ')
}

/** The rating that a word stands for: 1 or 0, or 0.5 between them; undefined for any other. */
export function ratingOfWord(text: string): number | undefined {
  return text.length > 2 * LONGEST ? undefined : WORDS.get(ratingWord(text))
}

/** Whether a text is the word of somebody who did not like an item: `dislike`, `Thumbs down`; not `no`, which flags have too. */
export function saysNegative(text: string): boolean {
  const word = ratingWord(text)
  return OPINIONS.some(([no]) => no === word)
}

/** What words are of one verdict; undefined if they are of several, or of none. */
export function wordKind(words: readonly string[]): WordKind | undefined {
  const sides = words.filter((word) => !NEUTRAL.includes(word))
  const areOf = (pairs: readonly Pair[]) =>
    pairs.some((pair) => sides.every((word) => pair.includes(word) || word === MARK))
  if (areOf([...ANSWERS, SWIPES])) return 'answers'
  return areOf(OPINIONS) ? 'opinions' : undefined
}

/** What a column of ratings has. */
export type RatingKind = 'numbers' | 'words'

/** Reads the words of a column of ratings. */
export interface RatingWords {
  /**
   * The rating in a text: the number that it is, or of a word 1, 0 or 0.5; NaN for a word among numbers, or a number among words.
   *
   * @param number in the text, NaN if it has none
   */
  orWord(number: number, text: string): number
  orWordIn(number: number, bytes: Uint8Array, from: number, to: number): number
  /** What the column has, by its values so far; undefined before the first. */
  readonly kind: RatingKind | undefined
}

/**
 * The words of verdicts, such as true and false, yes and no in several languages, their first letters, positive, neutral and negative, in
 * any case. The first value decides whether a column has numbers or words.
 */
export function ratingWords(): RatingWords {
  let kind: RatingKind | undefined

  function isNumber(number: number): boolean {
    if (kind === undefined && !Number.isNaN(number)) kind = 'numbers'
    return kind === 'numbers'
  }

  function wordIn(text: string): number {
    const value = ratingOfWord(text)
    if (value !== undefined) kind = 'words'
    return value ?? Number.NaN
  }

  return {
    orWord: (number, text) => (isNumber(number) ? number : wordIn(text)),
    orWordIn: (number, bytes, from, to) => (isNumber(number) ? number : wordIn(textOf(bytes, from, to))),
    get kind() {
      return kind
    },
  }
}
