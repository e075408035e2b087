import { requireKnown } from '@hvamp/random'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { withoutEmptyUsers } from '../interactions/select'
import { type DivideOptions, divideOptions } from './divide-histories'
import { permutedUsers, splitOf, type Users, type UsersOfParts } from './permuted-users'

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
 * @throws if an option is unknown, there are too few users to leave one for training, or an option is out of range
 * @example const { train, validation, test } = splitUsers(liked, { heldOut: 10_000 })
 */
export function splitUsers(interactions: Interactions, options: SplitOptions): UserSplit {
  const all = withoutEmptyUsers(interactions)
  return splitOf(all, usersOfSplit(all, options), options)
}

/** The users of each part, of users who all have interactions. @throws as `splitUsers` */
export function usersOfSplit(all: Users, options: SplitOptions): UsersOfParts {
  requireKnown('splitUsers: options', options, { ...divideOptions, heldOut: true })
  const { heldOut } = options
  const counts = typeof heldOut === 'number' ? { validation: heldOut, test: heldOut } : heldOut
  requireCounts(counts)
  const trainCount = all.userCount - counts.validation - counts.test
  if (trainCount < 1) {
    throw new Error(
      `splitUsers: heldOut must leave at least one of ${all.userCount} users for training, got ${counts.validation} + ${counts.test}`,
    )
  }

  const users = permutedUsers(all, options)
  const validationEnd = trainCount + counts.validation
  return {
    train: users.subarray(0, trainCount),
    validation: users.subarray(trainCount, validationEnd),
    test: users.subarray(validationEnd),
  }
}

function requireCounts(counts: { readonly validation: number; readonly test: number }): void {
  if (counts === undefined) {
    throw new Error('splitUsers: heldOut must be a number of users, or { validation, test }, got none')
  }
  requireKnown('splitUsers: heldOut', counts, { validation: true, test: true })
  for (const part of ['validation', 'test'] as const) {
    const count = counts[part]
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new Error(`splitUsers: heldOut must be an integer from 0 to 2^53 − 1 for ${part}, got ${count}`)
    }
  }
}
