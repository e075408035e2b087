import type { HeldOutUsers, Interactions, UserSplit } from '../interactions/interactions'
import { selectItems, selectUsers, withoutEmptyUsers } from '../interactions/select'
import { keepEntries } from '../interactions/take-entries'
import { itemsByFirstAppearance } from './items-by-first-appearance'

/** Parts of a split, in the order of what is known when. */
export const part = { train: 0, validation: 1, test: 2 } as const

/**
 * A split by the part that each entry is in. What a model sees of a user is what was before: of validation users what was
 * trained on, of test users that and what was held out for validation. Users are asked about if they have something seen and
 * something held out. Items are those trained on, numbered by first appearance in file order; others are dropped.
 *
 * @param partOf the part of each entry
 * @param where for errors
 * @throws if nothing is left to train on
 */
export function splitByPart(interactions: Interactions, partOf: Uint8Array, where: string): UserSplit {
  const training = withoutEmptyUsers(keepEntries(interactions, (entry) => partOf[entry] === part.train))
  if (training.items.length === 0) {
    throw new Error(`${where}: something must be left to train on, got none of ${partOf.length} interactions`)
  }
  const items = itemsByFirstAppearance(training)
  const heldOutUsers = (held: number) =>
    usersWithBoth(
      selectItems(
        keepEntries(interactions, (entry) => partOf[entry]! < held),
        items,
      ),
      selectItems(
        keepEntries(interactions, (entry) => partOf[entry] === held),
        items,
      ),
    )
  return {
    train: selectItems(training, items),
    validation: heldOutUsers(part.validation),
    test: heldOutUsers(part.test),
  }
}

function usersWithBoth(foldIn: Interactions, heldOut: Interactions): HeldOutUsers {
  const users: number[] = []
  for (let user = 0; user < foldIn.userCount; user++) {
    if (sizeOf(foldIn, user) > 0 && sizeOf(heldOut, user) > 0) users.push(user)
  }
  return { foldIn: selectUsers(foldIn, users), heldOut: selectUsers(heldOut, users) }
}

function sizeOf({ offsets }: Interactions, user: number): number {
  return offsets[user + 1]! - offsets[user]!
}
