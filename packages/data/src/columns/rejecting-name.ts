import { ratingWord, saysNegative } from '../values/rating-words'
import { wordsOf } from '../values/words-of-ratings'
import { saysUndone } from '../values/words-of-undoing'

/** Beginnings of words by which somebody did not want an item: disliked, skipped, dismissed, uninstalled, abgelehnt, ignoré. */
const UNWANTED =
  /^(?:(?:dis|un)(?:like|favou?rite|follow|subscri|install|interest)|un(?:want|happy|satisf)|(?:non?|un)(?:clk|click)|bad$|dissatisf|downvot|skip|bounc|hid(?:e|den)|dismiss|reject|block|mute|ignor|declin|fail|remov|delet|hate|abandon|spam|churn|den(?:y|ied)|complain|reklam|beschwer|negativ|abgelehnt|übersprungen|versteckt|rechaz|refus[eé]|masqu|ocult)/
/** Words that turn the next one round: not_interested, noShow. */
const TURNED = new Set(['not', 'no', 'never', 'nicht', 'kein', 'pas', 'non'])

const LONGEST = 40 // characters of a kind of event

/**
 * Whether a kind of event is one by which somebody did not want an item: `dislike`, `not_interested`, `thumbs_down`, `Product Removed`.
 *
 * @example saysUnwanted('skip') // true
 */
export function saysUnwanted(kind: string): boolean {
  if (kind.length > LONGEST) return false
  const [first = '', ...others] = wordsOf(ratingWord(kind))
  if (TURNED.has(first)) return others.some((word) => /^(?:interest|lik|recommend)/.test(word))
  const isPast = others.some((word) => /(?:ed|en)$/.test(word) && UNWANTED.test(word))
  return UNWANTED.test(first) || isPast || saysNegative(kind)
}

/**
 * Whether a column's name says that its rows were not wanted, or were sent back: `skipped`, `is_returned`, `notInterested`. Where it has
 * 1, the item was not liked.
 *
 * @example rejects('skipped') // true
 */
export function rejects(name: string): boolean {
  const words = wordsOf(name)
  const isUnwanted = words.some((word) => saysUndone(word) || UNWANTED.test(word))
  const isTurned = words.some((word, place) => TURNED.has(word) && place < words.length - 1)
  return isUnwanted !== isTurned
}
