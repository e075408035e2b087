import { ascendingOrder } from '../interactions/ascending-order'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { selectItems, selectUsers, withoutEmptyUsers } from '../interactions/select'
import { type DivideOptions, divideHistories } from './divide-histories'
import { itemsByFirstAppearance } from './items-by-first-appearance'
import { splitDraw } from './split-draw'

export interface SplitOptions extends DivideOptions {
  /** Users for validation and as many for test, or how many for each. The others are for training. */
  readonly heldOut: number | { readonly validation: number; readonly test: number }
}

/**
 * Splits by users, under strong generalization: nobody held out is trained on.
 *
 * As in Liang et al. 2018: users without interactions are left out, the others permuted; training users come first,
 * then those for validation, then those for test. Items are those of training users, numbered by first appearance in
 * file order; other items of held-out users are dropped. What is left of a held-out user is divided as by
 * `divideHistories`. Within each part, users keep their order; a held-out user may be left with no items at all.
 *
 * @throws if there are too few users to leave one for training, or an option is out of range
 * @example const { train, validation, test } = splitUsers(liked, { heldOut: 10_000 })
 */
export function splitUsers(interactions: Interactions, options: SplitOptions): UserSplit {
  const { heldOut, seed = 98765, method = 'published' } = options
  const counts = typeof heldOut === 'number' ? { validation: heldOut, test: heldOut } : heldOut
  requireCounts(counts)
  const all = withoutEmptyUsers(interactions)
  const trainCount = all.userCount - counts.validation - counts.test
  if (trainCount < 1) {
    throw new Error(
      `splitUsers: heldOut must leave at least one of ${all.userCount} users for training, got ${counts.validation} + ${counts.test}`,
    )
  }

  const ascending = ascendingOrder(all.userIds)
  const permuted = splitDraw(method, seed)
    .users(all.userCount)
    .map((position) => ascending[position]!)
  const usersBetween = (from: number, to: number) => selectUsers(all, permuted.slice(from, to).sort())

  const training = usersBetween(0, trainCount)
  const items = itemsByFirstAppearance(training)
  const heldOutBetween = (from: number, to: number) =>
    divideHistories(selectItems(usersBetween(from, to), items), options)
  return {
    train: selectItems(training, items),
    validation: heldOutBetween(trainCount, trainCount + counts.validation),
    test: heldOutBetween(trainCount + counts.validation, all.userCount),
  }
}

function requireCounts(counts: { readonly validation: number; readonly test: number }): void {
  for (const part of ['validation', 'test'] as const) {
    const count = counts[part]
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new Error(`splitUsers: heldOut must be a number of users for ${part}, got ${count}`)
    }
  }
}
