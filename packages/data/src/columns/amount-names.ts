import { lastKey } from '../values/words-of-ratings'
import { plainName } from './column-names'

const amounts = new Set([
  ...['watchratio', 'watchtime', 'watchingtimes', 'hours', 'hoursplayed', 'playtime', 'playtimeforever'],
  ...['listeningtime', 'listeningcount', 'dwelltime', 'readingtime', 'watchedpct', 'eventstrength'],
  ...['freq', 'numrepeat'],
])

/**
 * Whether a column's name says how long an item was used, or how much of it: `watch_ratio`, and of fields that nest by their last key
 * `items.playtime_forever`. Such amounts are on no scale of ratings.
 *
 * @example isAmountName('watch_ratio') // true
 */
export function isAmountName(name: string): boolean {
  return amounts.has(plainName(lastKey(name)))
}
