import { isAmountName } from '../columns/amount-names'
import { findColumn } from '../columns/column-names'
import { rejects } from '../columns/rejecting-name'
import { lastKey, saysNoOpinion, wordsOf } from '../values/words-of-ratings'
import type { Reading } from './reading'

/** Words in names of columns that say what somebody thought of an item, whatever values they have. */
const words = new Set([
  ...['rating', 'ratings', 'rated', 'score', 'scores', 'star', 'stars', 'grade', 'vote', 'votes', 'voted'],
  ...['like', 'likes', 'liked', 'dislike', 'disliked', 'preference', 'click', 'clicks', 'clicked'],
])

/**
 * The first column that may have ratings and was not read, of a file that was read without ratings: by a word in its name, as in
 * `Your Rating`, `is_liked`, `watch_ratio`, or by its values. Whether each of its rows is a like is not sure then.
 *
 * @example await readRatings('clicks.csv', { onReading: (reading) => console.log(unreadRating(reading)) })
 */
export function unreadRating(
  reading: Pick<Reading, 'values' | 'unread' | 'likelyRating'> & Partial<Pick<Reading, 'options'>>,
): string | number | undefined {
  if (reading.values !== 'none' || reading.options?.ratings === false) return undefined
  const named = (fits: (name: string) => boolean) =>
    reading.unread.find((name) => typeof name === 'string' && fits(name))
  const ways = [
    (name: string) => mayRate(name, lastKey(name)),
    (name: string) => mayRate(name) && isValue(lastKey(name)),
    (name: string) => mayRate(name),
  ]
  const wanted = ways.map((fits) => named((name) => fits(name) && !rejects(name)))
  return (
    wanted.find((name) => name !== undefined) ??
    reading.likelyRating ??
    named((name) => mayRate(name)) ??
    named(isAmountName)
  )
}

/** Whether the last key of a rating's fields is that of its value: `rating.value`, beside `rating.max`. */
function isValue(key: string): boolean {
  return findColumn([key], 'rating', undefined, '') === 0
}

/**
 * Whether a name may be of ratings; of fields that nest, the last key has to say nothing else.
 *
 * @param part of the name that says so
 */
function mayRate(name: string, part = name): boolean {
  const isOfRatings = wordsOf(part).some((word) => words.has(word))
  return isOfRatings && !saysNoOpinion(wordsOf(lastKey(name)))
}
