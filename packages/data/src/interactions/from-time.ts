import type { Interactions } from './interactions'
import { keepEntries, withoutEmpty } from './select'

/**
 * Keeps entries of a time and later. Users and items left without entries are dropped.
 *
 * @param earliest in the unit of the timestamps
 * @throws if there are no timestamps, or earliest is NaN
 * @example const known = fromTime(ratings, 1) // without those of time 0
 */
export function fromTime(interactions: Interactions, earliest: number): Interactions {
  const { timestamps } = interactions
  if (Number.isNaN(earliest)) throw new Error('fromTime: earliest must be a number, got NaN')
  if (!timestamps) throw new Error('fromTime: interactions must have timestamps, got none')
  return withoutEmpty(keepEntries(interactions, (entry) => timestamps[entry]! >= earliest))
}
