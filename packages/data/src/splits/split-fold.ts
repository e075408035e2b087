import { requireKnown } from '@hvamp/random'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { withoutEmptyUsers } from '../interactions/select'
import { type DivideOptions, divideOptions } from './divide-histories'
import { permutedUsers, splitOf, type Users, type UsersOfParts } from './permuted-users'

export interface FoldOptions extends DivideOptions {
  /** Number of folds: at least 3, one each for test, validation and training. */
  readonly folds: number
  /** The fold that is tested, from 1 to `folds`. The next one validates; after the last comes the first. */
  readonly fold: number
}

/**
 * Splits by users (strong generalization) into one of N folds: over all folds, each user is a test user exactly once.
 *
 * Users without interactions are dropped, the rest permuted as by `splitUsers` and cut into N parts, whose sizes differ by at
 * most one. Part `fold` is for test, the next for validation, the rest for training. Items and histories are those of
 * `splitUsers`. The same seed gives the same folds.
 *
 * @throws if there are fewer than 3 folds, more folds than users, or no fold of this number, or an option is unknown or out of range
 * @example const splits = [1, 2, 3, 4, 5].map((fold) => splitFold(liked, { folds: 5, fold }))
 */
export function splitFold(interactions: Interactions, options: FoldOptions): UserSplit {
  const all = withoutEmptyUsers(interactions)
  return splitOf(all, usersOfFold(all, options), options)
}

/** The users of each part, of users who all have interactions. @throws as `splitFold` */
export function usersOfFold(all: Users, options: FoldOptions): UsersOfParts {
  requireKnown('splitFold: options', options, { ...divideOptions, folds: true, fold: true })
  const { folds, fold } = options
  const rule = (holds: boolean, text: string) => {
    if (!holds) throw new Error(`splitFold: ${text}`)
  }
  rule(Number.isSafeInteger(folds) && folds >= 3, `folds must be an integer of at least 3, got ${folds}`)
  rule(folds <= all.userCount, `folds must be at most the ${all.userCount} users, got ${folds}`)
  rule(
    Number.isSafeInteger(fold) && fold >= 1 && fold <= folds,
    `fold must be an integer from 1 to ${folds}, got ${fold}`,
  )
  const users = permutedUsers(all, options)
  const edge = (before: number) => Math.floor((before * users.length) / folds)
  const part = (number: number) => users.subarray(edge(number), edge(number + 1))
  const [test, validation] = [fold - 1, fold % folds]
  const training = Array.from({ length: folds }, (_, number) => number).filter(
    (number) => number !== test && number !== validation,
  )
  return {
    train: training.flatMap((number) => [...part(number)]),
    validation: part(validation),
    test: part(test),
  }
}
