import { type Random, random } from '@hvamp/random'
import { ascendingOrder } from './ascending-order'
import type { HeldOutUsers, Interactions, UserSplit } from './interactions'
import { itemsByFirstAppearance } from './items-by-first-appearance'
import { numpyLegacyRandom } from './numpy-legacy-random'
import { selectItems, selectUsers, withoutEmptyUsers } from './select'
import { keepEntries } from './take-entries'

const FEWEST_TO_DIVIDE = 5 // a history shorter than this is all fold-in

export interface SplitOptions {
  /** Users for validation and as many for test, or how many for each. The others are for training. */
  readonly heldOut: number | { readonly validation: number; readonly test: number }
  readonly seed?: number
  /** Share of a held-out user's interactions that the model sees; the rest, rounded down, it has to find. */
  readonly foldIn?: number
  /**
   * `published` draws with NumPy's legacy generator, as the published splits do. With `hvamp`, what is drawn of a user
   * depends on the seed and the user's id alone, not on who else is held out.
   */
  readonly method?: 'published' | 'hvamp'
}

/**
 * Splits by users, under strong generalization: nobody held out is trained on.
 *
 * As in Liang et al. 2018: users without interactions are left out, the others permuted; training users come first,
 * then those for validation, then those for test. Items are those of training users, numbered by first appearance in
 * file order; other items of held-out users are dropped. Of a held-out user with five or more interactions left, a share
 * of 1 − foldIn is held out. Within each part, users keep their order; a held-out user may be left with no items at all.
 *
 * @throws if there are too few users to leave one for training, or an option is out of range
 * @example const { train, validation, test } = splitUsers(liked, { heldOut: 10_000 })
 */
export function splitUsers(
  interactions: Interactions,
  { heldOut, seed = 98765, foldIn = 0.8, method = 'published' }: SplitOptions,
): UserSplit {
  const counts = typeof heldOut === 'number' ? { validation: heldOut, test: heldOut } : heldOut
  requireCounts(counts)
  if (!(foldIn > 0 && foldIn < 1))
    throw new Error(`splitUsers: foldIn must be between 0 and 1, got ${foldIn}`)
  const all = withoutEmptyUsers(interactions)
  const trainCount = all.userCount - counts.validation - counts.test
  if (trainCount < 1) {
    throw new Error(
      `splitUsers: heldOut must leave at least one of ${all.userCount} users for training, got ${counts.validation} + ${counts.test}`,
    )
  }

  const draw = drawOf(method, seed)
  const ascending = ascendingOrder(all.userIds)
  const permuted = draw.users(all.userCount).map((position) => ascending[position]!)
  const trainUsers = selectUsers(all, permuted.slice(0, trainCount).sort())
  const items = itemsByFirstAppearance(trainUsers)
  const divided = (from: number, to: number) =>
    divide(selectItems(selectUsers(all, permuted.slice(from, to).sort()), items), foldIn, draw.histories())
  return {
    train: selectItems(trainUsers, items),
    validation: divided(trainCount, trainCount + counts.validation),
    test: divided(trainCount + counts.validation, all.userCount),
  }
}

/**
 * Divides every history in two, as `splitUsers` does those of held-out users: what a model sees, and what it has to find.
 *
 * @throws if foldIn is out of range
 * @example const { foldIn, heldOut } = divideHistories(histories, { foldIn: 0.8 })
 */
export function divideHistories(
  histories: Interactions,
  { seed = 98765, foldIn = 0.8, method = 'published' }: Omit<SplitOptions, 'heldOut'> = {},
): HeldOutUsers {
  if (!(foldIn > 0 && foldIn < 1))
    throw new Error(`divideHistories: foldIn must be between 0 and 1, got ${foldIn}`)
  return divide(histories, foldIn, drawOf(method, seed).histories())
}

/** Draws `size` of `count` entries of a user. */
type HistoryDraw = (count: number, size: number, userId: string) => Int32Array

interface SplitDraw {
  /** A permutation of the users. */
  users(count: number): Int32Array
  /** For one set of held-out users, asked in ascending order of their ids. */
  histories(): HistoryDraw
}

function drawOf(method: 'published' | 'hvamp', seed: number): SplitDraw {
  return method === 'published' ? publishedDraw(seed) : ownDraw(seed)
}

/** The generator is seeded anew for the users and for each set. */
function publishedDraw(seed: number): SplitDraw {
  return {
    users: (count) => numpyLegacyRandom(seed).permutation(count),
    histories() {
      const generator = numpyLegacyRandom(seed)
      return (count, size) => generator.choice(count, size)
    },
  }
}

function ownDraw(seed: number): SplitDraw {
  const noise: Random = random(seed).fork('split')
  return {
    users: (count) => noise.fork('users').permutation(count),
    histories: () => (count, size, userId) =>
      noise.fork('histories').fork(userId).permutation(count).subarray(0, size),
  }
}

function divide(interactions: Interactions, foldIn: number, draw: HistoryDraw): HeldOutUsers {
  const { offsets, items, userIds } = interactions
  const share = Math.round((1 - foldIn) * 1e12) / 1e12 // 1 − 0.8 is a little less than 0.2
  const isHeldOut = new Uint8Array(items.length)
  for (const user of ascendingOrder(userIds)) {
    const start = offsets[user]!
    const count = offsets[user + 1]! - start
    if (count < FEWEST_TO_DIVIDE) continue
    for (const drawn of draw(count, Math.floor(share * count), userIds[user]!)) isHeldOut[start + drawn] = 1
  }
  return {
    foldIn: keepEntries(interactions, (entry) => isHeldOut[entry] === 0),
    heldOut: keepEntries(interactions, (entry) => isHeldOut[entry] === 1),
  }
}

function requireCounts(counts: { readonly validation: number; readonly test: number }): void {
  for (const [part, count] of Object.entries(counts)) {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new Error(`splitUsers: heldOut must be a number of users for ${part}, got ${count}`)
    }
  }
}
