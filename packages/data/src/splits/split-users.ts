import { ascendingOrder } from '../interactions/ascending-order'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { selectItems, selectUsers, withoutEmptyUsers } from '../interactions/select'
import { type DivideOptions, divideHistories } from './divide-histories'
import { publishedSplit } from './published-split'
import { splitDraw } from './split-draw'

export interface SplitOptions extends DivideOptions {
  /** Number of users for validation and as many for test, or one number for each. The rest are for training. */
  readonly heldOut: number | { readonly validation: number; readonly test: number }
}

/**
 * Splits by users (strong generalization): no held-out user is in training.
 *
 * As in Liang et al. 2018: users without interactions are dropped, the rest permuted; the first are for training, the next
 * for validation, the last for test. Items are those of training users, numbered by first appearance in file order; held-out
 * users lose all other items. Their histories are divided as by `divideHistories`. Within each part users keep their order;
 * a held-out user may end up with no items.
 *
 * @throws if there are too few users to leave one for training, or an option is out of range
 * @example const { train, validation, test } = splitUsers(liked, { heldOut: 10_000 })
 */
export function splitUsers(interactions: Interactions, options: SplitOptions): UserSplit {
  const { heldOut, seed = publishedSplit.seed, method = publishedSplit.method } = options
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
  const usersBetween = (from: number, to: number) => permuted.slice(from, to).sort()
  const parts = {
    train: usersBetween(0, trainCount),
    validation: usersBetween(trainCount, trainCount + counts.validation),
    test: usersBetween(trainCount + counts.validation, all.userCount),
  }
  return splitOf(all, parts, options)
}

/**
 * The split whose parts have these users, in this order: items are those of training, numbered by first appearance in file order,
 * and histories of held-out users are divided as by `divideHistories`.
 */
export function splitOf(
  interactions: Interactions,
  users: { readonly [Part in keyof UserSplit]: ArrayLike<number> },
  options: DivideOptions,
): UserSplit {
  const training = selectUsers(interactions, users.train)
  const items = itemsByFirstAppearance(training)
  const heldOut = (held: ArrayLike<number>) =>
    divideHistories(selectItems(selectUsers(interactions, held), items), options)
  return {
    train: selectItems(training, items),
    validation: heldOut(users.validation),
    test: heldOut(users.test),
  }
}

function requireCounts(counts: { readonly validation: number; readonly test: number }): void {
  for (const part of ['validation', 'test'] as const) {
    const count = counts[part]
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new Error(`splitUsers: heldOut must be an integer from 0 to 2^53 − 1 for ${part}, got ${count}`)
    }
  }
}

/** The items that occur, in order of first appearance in the file. */
export function itemsByFirstAppearance({ items, positions, itemCount }: Interactions): Int32Array {
  const first = new Int32Array(itemCount).fill(-1)
  for (let entry = 0; entry < items.length; entry++) {
    const item = items[entry]!
    const position = positions ? positions[entry]! : entry
    if (first[item]! < 0 || position < first[item]!) first[item] = position
  }
  return Int32Array.from(first.keys())
    .filter((item) => first[item]! >= 0)
    .sort((a, b) => first[a]! - first[b]!)
}
