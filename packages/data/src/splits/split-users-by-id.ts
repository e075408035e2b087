import { random, requireKnown } from '@hvamp/random'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { withoutEmptyUsers } from '../interactions/select'
import { splitOf, type Users, type UsersOfParts } from './permuted-users'
import { publishedSplit } from './published-split'

export interface SplitByIdOptions {
  /** Share of the users for validation and as many for test: above 0 and below 0.5. */
  readonly share: number
  /** Share of a held-out history that the model sees: 0.8 by default. */
  readonly foldIn?: number | undefined
  readonly seed?: number | undefined
}

/**
 * Splits by users (strong generalization), each user by their id and the seed alone: a user who is held out today is held out
 * in tomorrow's data too. So a model that goes on from yesterday's has seen no user that it is measured on.
 *
 * Parts are otherwise as those of `splitUsers`. The shares hold on average: the numbers of held-out users vary by chance.
 *
 * @throws if an option is unknown, share or foldIn is out of range, or nobody is left for training
 * @example const { train, validation, test } = splitUsersById(liked, { share: 0.1 })
 */
export function splitUsersById(interactions: Interactions, options: SplitByIdOptions): UserSplit {
  const all = withoutEmptyUsers(interactions)
  const { foldIn, seed = publishedSplit.seed } = options
  return splitOf(all, usersOfSplitById(all, options), { foldIn, seed, method: 'hvamp' })
}

/** The users of each part, of users who all have interactions. @throws as `splitUsersById` */
export function usersOfSplitById(all: Users, options: SplitByIdOptions): UsersOfParts {
  requireKnown('splitUsersById: options', options, { share: true, foldIn: true, seed: true })
  const { share, seed = publishedSplit.seed } = options
  if (!(share > 0 && share < 0.5)) {
    throw new Error(`splitUsersById: share must be above 0 and below 0.5, got ${share}`)
  }
  const places = random(seed).fork('held-out users')
  const users = { train: [] as number[], validation: [] as number[], test: [] as number[] }
  for (const [user, id] of all.userIds.entries()) {
    const place = places.fork(id).uniform()
    users[place < share ? 'test' : place < 2 * share ? 'validation' : 'train'].push(user)
  }
  if (users.train.length === 0) {
    throw new Error(`splitUsersById: share must leave somebody of ${all.userCount} users, got ${share}`)
  }
  return users
}
