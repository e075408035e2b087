import type { Interactions, UserSplit } from '../interactions/interactions'
import { type HistoryChoice, historyParts } from './history-parts'
import { splitByPart } from './split-by-part'

/**
 * Holds one entry of every user out for test, and another for validation: a lot, or the latest and the last but one.
 *
 * Of a user with two entries only one for test is held out, of one with a single entry none. A test user is seen with all
 * but the one held out for test. Items that nobody has in training are dropped.
 *
 * @throws if the latest are asked for and there are no timestamps, or nothing is left to train on
 * @example const { train, validation, test } = leaveOneOut(liked, { choose: 'latest' })
 */
export function leaveOneOut(interactions: Interactions, options: HistoryChoice = {}): UserSplit {
  const where = 'leaveOneOut'
  const countsOf = () => ({ validation: 1, test: 1 })
  return splitByPart(interactions, historyParts(interactions, countsOf, options, where), where)
}
