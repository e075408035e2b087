import type { HeldOutUsers, Ids, Interactions } from '../interactions/interactions'
import { type DivideOptions, divideHistories } from '../splits/divide-histories'
import type { UsersOfParts } from '../splits/permuted-users'
import { type FilteredUsers, likedOf } from './filtered-users'
import type { GroupedParts, GroupedUsers } from './grouped-users'
import type { Watched } from './watched'

/** What becomes of a user. */
export const fate = { dropped: 0, train: 1, validation: 2, test: 3 } as const

/** What becomes of each user: [users]. */
export function fatesOf(
  { lengths }: FilteredUsers,
  userIds: Ids,
  choose: (kept: { readonly userIds: Ids; readonly userCount: number }) => UsersOfParts,
): Uint8Array {
  const kept: number[] = []
  for (let user = 0; user < lengths.length; user++) if (lengths[user]! > 0) kept.push(user)
  const parts = choose({ userIds: kept.map((user) => userIds[user]!), userCount: kept.length })
  const fates = new Uint8Array(lengths.length)
  for (const part of ['train', 'validation', 'test'] as const) {
    const users = parts[part]
    for (let i = 0; i < users.length; i++) fates[kept[users[i]!]!] = fate[part]
  }
  return fates
}

/** The items of training users, numbered by first appearance among all that was read. */
export interface NumberedItems {
  readonly itemIds: Ids
  /** The number of each item that was read; −1 of one that no training user has. */
  readonly numbers: Int32Array
  /** Interactions of training users. */
  readonly interactions: number
  /** Items and interactions of all users that are kept. */
  readonly kept: { readonly items: number; readonly interactions: number }
}

/** Numbers the items as `splitUsers` does in memory. */
export async function numberItems(
  parts: GroupedParts,
  {
    fates,
    hasItem,
    itemIds,
    atLeast,
  }: { fates: Uint8Array; hasItem: Uint8Array; itemIds: Ids; atLeast?: number | undefined },
  { onProgress, signal }: Watched,
): Promise<NumberedItems> {
  const first = new Float64Array(itemIds.length).fill(Number.POSITIVE_INFINITY)
  const isKept = new Uint8Array(itemIds.length)
  let [interactions, kept] = [0, 0]
  for (let part = 0; part < parts.partCount; part++) {
    signal?.throwIfAborted()
    const { users, offsets, items, positions } = likedOf(await parts.read(part), atLeast)
    for (let row = 0; row < users.length; row++) {
      const own = fates[users[row]!]!
      if (own === fate.dropped) continue
      for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) {
        const item = items[entry]!
        if (hasItem[item] === 0) continue
        kept++
        isKept[item] = 1
        if (own !== fate.train) continue
        interactions++
        first[item] = Math.min(first[item]!, positions[entry]!)
      }
    }
    onProgress?.('items numbered', part + 1, parts.partCount)
  }
  const used = Array.from(first.keys()).filter((item) => first[item]! < Number.POSITIVE_INFINITY)
  used.sort((a, b) => first[a]! - first[b]!)
  const numbers = new Int32Array(itemIds.length).fill(-1)
  for (const [number, item] of used.entries()) numbers[item] = number
  return {
    itemIds: used.map((item) => itemIds[item]!),
    numbers,
    interactions,
    kept: { items: isKept.reduce((sum, one) => sum + one, 0), interactions: kept },
  }
}

/** Collects users of several parts, and gives them in ascending order. */
export interface UserCollector {
  /** Adds the users of one fate, with the items that have a number. */
  add(grouped: GroupedUsers): void
  rows(): Pick<Interactions, 'userCount' | 'offsets' | 'items' | 'userIds'>
}

export function userCollector(
  { fates, numbers, userIds }: { fates: Uint8Array; numbers: Int32Array; userIds: Ids },
  wanted: number,
): UserCollector {
  const found: { user: number; items: Int32Array }[] = []
  return {
    add({ users, offsets, items }) {
      for (let row = 0; row < users.length; row++) {
        const user = users[row]!
        if (fates[user] !== wanted) continue
        const own = items.subarray(offsets[row]!, offsets[row + 1]!).map((item) => numbers[item]!)
        found.push({ user, items: own.some((item) => item < 0) ? own.filter((item) => item >= 0) : own })
      }
    },
    rows() {
      found.sort((a, b) => a.user - b.user)
      const offsets = new Int32Array(found.length + 1)
      for (const [row, { items }] of found.entries()) offsets[row + 1] = offsets[row]! + items.length
      const items = new Int32Array(offsets[found.length]!)
      for (const [row, own] of found.entries()) items.set(own.items, offsets[row]!)
      return { userCount: found.length, offsets, items, userIds: found.map(({ user }) => userIds[user]!) }
    },
  }
}

/** Held-out users, whose histories are divided. */
export function heldOutOf(
  collector: UserCollector,
  itemIds: Ids,
  { foldIn, seed, method }: DivideOptions,
): HeldOutUsers {
  return divideHistories(
    { ...collector.rows(), itemCount: itemIds.length, itemIds },
    { foldIn, seed, method },
  )
}
