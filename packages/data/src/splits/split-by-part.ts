import type { HeldOutUsers, Interactions, UserSplit } from '../interactions/interactions'
import { keepEntries, selectItems, selectUsers, withoutEmptyUsers } from '../interactions/select'
import { itemsByFirstAppearance } from './permuted-users'

/** Parts of a split: each is evaluated with the parts before it known. */
export const part = { train: 0, validation: 1, test: 2 } as const

/**
 * A split from the part of each entry. In validation a model sees a user's training entries, in test the validation entries
 * too. Users without seen or without held-out entries are not evaluated. Items are those of training, numbered by first
 * appearance in file order; all other items are dropped.
 *
 * @param partOf the part of each entry
 * @param where prefix of error messages
 * @throws if no training entry is left
 */
export function splitByPart(interactions: Interactions, partOf: Uint8Array, where: string): UserSplit {
  const training = withoutEmptyUsers(keepEntries(interactions, (entry) => partOf[entry] === part.train))
  if (training.items.length === 0) {
    throw new Error(
      `${where}: training must keep at least one entry, got none of ${partOf.length} interactions`,
    )
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
