import { requireKnown } from '@hvamp/random'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { type HistoryChoice, historyChoice, historyParts } from './history-parts'
import { splitByPart } from './split-by-part'

/** Shares of entries to hold out; the rest is for training. */
export interface HeldOutShares {
  readonly validation?: number | undefined
  readonly test?: number | undefined
}

export interface HistorySplitOptions extends HeldOutShares, HistoryChoice {}

/**
 * Splits every user's history (weak generalization): each user is in training, and is tested on held-out entries of their
 * own.
 *
 * Of n entries, round(n · test) are held out for test and round(n · validation) for validation, chosen at random or the
 * latest; at least one stays in training. In test, a model sees a user's whole history but the test entries. Items without
 * training entries are dropped.
 *
 * @throws if an option is unknown, a share is out of range, 'latest' lacks timestamps, or no training entry is left
 * @example const { train, validation, test } = splitHistories(liked, { test: 0.2 })
 */
export function splitHistories(interactions: Interactions, options: HistorySplitOptions = {}): UserSplit {
  const where = 'splitHistories'
  requireKnown(`${where}: options`, options, { validation: true, test: true, ...historyChoice })
  const { validation = 0.1, test = 0.1 } = options
  requireShares(where, { validation, test })
  const countsOf = (count: number) => ({
    validation: Math.round(count * validation),
    test: Math.round(count * test),
  })
  return splitByPart(interactions, historyParts(interactions, countsOf, options, where), where)
}

/**
 * Holds out one entry of every user for test and another for validation: random ones, or the latest and the last but one.
 *
 * A user with two entries gives one to test, a user with a single entry none. In test, a model sees a user's whole history
 * but the test entry. Items without training entries are dropped.
 *
 * @throws if an option is unknown, 'latest' lacks timestamps, or no training entry is left
 * @example const { train, validation, test } = leaveOneOut(liked, { choose: 'latest' })
 */
export function leaveOneOut(interactions: Interactions, options: HistoryChoice = {}): UserSplit {
  const where = 'leaveOneOut'
  requireKnown(`${where}: options`, options, historyChoice)
  const countsOf = () => ({ validation: 1, test: 1 })
  return splitByPart(interactions, historyParts(interactions, countsOf, options, where), where)
}

/** @throws if a share is not in [0, 1), or nothing would be left for training */
export function requireShares(
  where: string,
  shares: { readonly [Part in keyof HeldOutShares]-?: number },
): void {
  for (const name of ['validation', 'test'] as const) {
    if (!(shares[name] >= 0 && shares[name] < 1)) {
      throw new Error(`${where}: ${name} must be a share from 0 to below 1, got ${shares[name]}`)
    }
  }
  if (shares.validation + shares.test >= 1) {
    throw new Error(
      `${where}: validation and test must leave something to train on, got ${shares.validation} + ${shares.test}`,
    )
  }
}
