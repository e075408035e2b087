import { binarize, filterInteractions, type Interactions, splitUsers, type UserSplit } from '@hvamp/data'

const minUserInteractions = 5
const largestPart = 10_000 // users

/**
 * Who is trained on, and who is held out: a tenth of the users for validation, and as many for test.
 *
 * @param atLeast ratings from here on count as liking
 * @throws naming the file, if there is too little in it
 */
export function dividedUsers(ratings: Interactions, name: string, atLeast: number): UserSplit {
  const liked = binarize(ratings, ratings.values ? { atLeast } : {})
  const kept = filterInteractions(liked, { minUserInteractions })
  const heldOut = Math.max(1, Math.min(largestPart, Math.floor(kept.userCount / 10)))
  if (2 * heldOut >= kept.userCount) {
    const what = ratings.values ? `titles rated ${atLeast} or more` : 'titles'
    throw new Error(
      `${name}: at least 3 users must have ${minUserInteractions} or more ${what}, got ${kept.userCount}`,
    )
  }
  const split = splitUsers(kept, { heldOut })
  for (const part of ['validation', 'test'] as const) {
    if (split[part].heldOut.items.length === 0) {
      throw new Error(
        `${name}: some of ${heldOut} ${part} users must have ${minUserInteractions} titles that others have too, got nobody`,
      )
    }
  }
  return split
}
