import { wordsOf } from '../values/words-of-ratings'
import { saysUndone } from '../values/words-of-undoing'

/** Beginnings of words by which somebody did not want an item: disliked, skipped, dismissed, uninstalled, abgelehnt, ignoré. */
const UNWANTED =
  /^(?:(?:dis|un)(?:like|favou?rite|follow|subscri|install|interest)|un(?:want|happy|satisf)|dissatisf|downvot|skip|bounc|hid(?:e|den)|dismiss|reject|block|mute|ignor|declin|fail|remov|delet|hate|abandon|spam|churn|den(?:y|ied)|complain|reklam|beschwer|negativ|abgelehnt|übersprungen|versteckt|rechaz|refus[eé]|masqu|ocult)/
/** Words that turn the next one round: not_interested, noShow. */
const TURNED = new Set(['not', 'no', 'never', 'nicht', 'kein', 'pas', 'non'])

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
