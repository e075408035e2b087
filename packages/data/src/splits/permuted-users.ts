import { ascendingOrder } from '../interactions/ascending-order'
import type { Interactions, UserSplit } from '../interactions/interactions'
import { selectItems, selectUsers } from '../interactions/select'
import { type DivideOptions, divideHistories } from './divide-histories'
import { publishedSplit } from './published-split'
import { splitDraw } from './split-draw'

/** The users of each part, by their numbers. */
export type UsersOfParts = Readonly<Record<'train' | 'validation' | 'test', ArrayLike<number>>>

/** Users, by their ids. */
export type Users = Pick<Interactions, 'userIds' | 'userCount'>

/** The users in an order that the seed draws, of their numbers: first sorted by their ids, then permuted. */
export function permutedUsers(
  { userIds, userCount }: Users,
  { seed = publishedSplit.seed, method = publishedSplit.method }: DivideOptions,
): Int32Array {
  const ascending = ascendingOrder(userIds)
  return splitDraw(method, seed)
    .users(userCount)
    .map((position) => ascending[position]!)
}

/**
 * The parts of a split whose users are known. Items are those of training users, numbered by first appearance in file order;
 * held-out users lose all other items, and their histories are divided as by `divideHistories`. Within each part users keep
 * the order that they have in the interactions.
 */
export function splitOf(
  interactions: Interactions,
  { train, validation, test }: UsersOfParts,
  { foldIn, seed, method }: DivideOptions,
): UserSplit {
  const part = (users: ArrayLike<number>) => selectUsers(interactions, Int32Array.from(users).sort())
  const training = part(train)
  const items = itemsByFirstAppearance(training)
  const heldOut = (users: ArrayLike<number>) =>
    divideHistories(selectItems(part(users), items), { foldIn, seed, method })
  return { train: selectItems(training, items), validation: heldOut(validation), test: heldOut(test) }
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
