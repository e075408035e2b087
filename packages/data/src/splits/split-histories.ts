import type { Interactions, UserSplit } from '../interactions/interactions'
import { type HeldOutShares, requireShares } from './held-out-shares'
import { type HistoryChoice, historyParts } from './history-parts'
import { splitByPart } from './split-by-part'

export interface HistorySplitOptions extends HeldOutShares, HistoryChoice {}

/**
 * Splits every user's history, under weak generalization: everyone is trained on, and asked about what was held out of
 * their own.
 *
 * Of n entries, round(n · test) are held out for test and round(n · validation) for validation, by lot or the latest ones;
 * one at least is trained on. A test user is seen with all but what is held out for test. Items that nobody has in training
 * are dropped.
 *
 * @throws if a share is out of range, the latest are asked for and there are no timestamps, or nothing is left to train on
 * @example const { train, validation, test } = splitHistories(liked, { test: 0.2 })
 */
export function splitHistories(interactions: Interactions, options: HistorySplitOptions = {}): UserSplit {
  const where = 'splitHistories'
  const { validation = 0.1, test = 0.1 } = options
  requireShares(where, { validation, test })
  const countsOf = (count: number) => ({
    validation: Math.round(count * validation),
    test: Math.round(count * test),
  })
  return splitByPart(interactions, historyParts(interactions, countsOf, options, where), where)
}
