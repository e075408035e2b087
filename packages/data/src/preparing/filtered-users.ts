import { dropBelow, type FilterOptions } from '../interactions/filter-interactions'
import type { GroupedParts, GroupedUsers } from './grouped-users'
import type { Watched } from './watched'

/** What is kept of interactions. */
export interface KeptEntries extends FilterOptions {
  /** The lowest rating that is kept: all without it. */
  readonly atLeast?: number | undefined
}

/** Which users and items are kept. */
export interface FilteredUsers {
  /** How many items of each user are kept: 0 of one who is dropped. */
  readonly lengths: Int32Array // [users]
  readonly hasItem: Uint8Array // [items]
}

/** Counts as `filterInteractions` counts in memory, by passes over the parts. */
export async function filterUsers(
  parts: GroupedParts,
  { atLeast, minUserInteractions = 0, minItemInteractions = 0, untilStable = false }: KeptEntries,
  { onProgress, signal }: Watched,
): Promise<FilteredUsers> {
  const hasUser = new Uint8Array(parts.userCount).fill(1)
  const hasItem = new Uint8Array(parts.itemCount).fill(1)
  let passes = 0

  async function pass(count: (users: GroupedUsers) => void): Promise<void> {
    passes++
    for (let part = 0; part < parts.partCount; part++) {
      signal?.throwIfAborted()
      count(likedOf(await parts.read(part), atLeast))
      onProgress?.(`pass ${passes} of the filters`, part + 1, parts.partCount)
    }
  }

  async function itemCounts(): Promise<Int32Array> {
    const counts = new Int32Array(parts.itemCount)
    await pass(({ users, offsets, items }) => {
      for (let row = 0; row < users.length; row++) {
        if (hasUser[users[row]!] === 0) continue
        for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) counts[items[entry]!]! += 1
      }
    })
    return counts
  }

  async function userCounts(): Promise<Int32Array> {
    const counts = new Int32Array(parts.userCount)
    await pass(({ users, offsets, items }) => {
      for (let row = 0; row < users.length; row++) {
        let count = 0
        for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) count += hasItem[items[entry]!]!
        counts[users[row]!] = count
      }
    })
    return counts
  }

  let lengths: Int32Array
  let changed: boolean
  do {
    const fewerItems = minItemInteractions > 0 && dropBelow(hasItem, await itemCounts(), minItemInteractions)
    lengths = await userCounts()
    changed = dropBelow(hasUser, lengths, minUserInteractions) || fewerItems
  } while (changed && untilStable)
  return { lengths: lengths.map((length, user) => (hasUser[user] === 1 ? length : 0)), hasItem }
}

/** The same users, with the entries alone whose rating is high enough. */
export function likedOf(grouped: GroupedUsers, atLeast: number | undefined): GroupedUsers {
  if (atLeast === undefined) return grouped
  const threshold = Math.fround(atLeast)
  const { users, offsets, items, values, positions } = grouped
  const kept = new Int32Array(offsets.length)
  let end = 0
  for (let row = 0; row < users.length; row++) {
    for (let entry = offsets[row]!; entry < offsets[row + 1]!; entry++) {
      if (values![entry]! < threshold) continue
      items[end] = items[entry]!
      positions[end++] = positions[entry]!
    }
    kept[row + 1] = end
  }
  return {
    users,
    offsets: kept,
    items: items.subarray(0, end),
    values: undefined,
    positions: positions.subarray(0, end),
  }
}
