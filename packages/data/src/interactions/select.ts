import type { Ids, Interactions } from './interactions'
import { keepEntries, takeEntries } from './take-entries'

/**
 * Some users, in the order given; items stay as they are.
 *
 * @param users their indices
 * @throws if an index is out of range or stands twice
 */
export function selectUsers(interactions: Interactions, users: ArrayLike<number>): Interactions {
  requireDistinct('selectUsers: users', users, interactions.userCount)
  const offsets = new Int32Array(users.length + 1)
  for (let row = 0; row < users.length; row++) {
    const user = users[row]!
    offsets[row + 1] = offsets[row]! + interactions.offsets[user + 1]! - interactions.offsets[user]!
  }
  const entries = new Int32Array(offsets[users.length]!)
  for (let row = 0; row < users.length; row++) {
    let entry = interactions.offsets[users[row]!]!
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) entries[i] = entry++
  }
  const userIds = Array.from(users, (user) => interactions.userIds[user]!)
  return takeEntries(interactions, { entries, offsets, userIds })
}

/**
 * Some items, numbered in the order given; users stay, those with none of these items with an empty history.
 *
 * @param items their indices
 * @throws if an index is out of range or stands twice
 */
export function selectItems(interactions: Interactions, items: ArrayLike<number>): Interactions {
  requireDistinct('selectItems: items', items, interactions.itemCount)
  const renumbered = new Int32Array(interactions.itemCount).fill(-1)
  for (let i = 0; i < items.length; i++) renumbered[items[i]!] = i
  const itemIds = Array.from(items, (item) => interactions.itemIds[item]!)
  return renumberItems(interactions, renumbered, itemIds)
}

/** Items by new numbers; entries of those with −1 are dropped. */
export function renumberItems(
  interactions: Interactions,
  renumbered: Int32Array,
  itemIds: Ids,
): Interactions {
  const kept = keepEntries(interactions, (entry) => renumbered[interactions.items[entry]!]! >= 0)
  const items = kept.items.map((item) => renumbered[item]!)
  return { ...kept, itemCount: itemIds.length, items, itemIds }
}

/** Without users that have no items; the others keep their order. */
export function withoutEmptyUsers(interactions: Interactions): Interactions {
  const { userCount, offsets, userIds } = interactions
  const users = indicesWhere(userCount, (user) => offsets[user + 1]! > offsets[user]!)
  if (users.length === userCount) return interactions
  return {
    ...interactions,
    userCount: users.length,
    offsets: offsets.filter((offset, i) => i === 0 || offset > offsets[i - 1]!),
    userIds: users.map((user) => userIds[user]!),
  }
}

/** Without users that have no items and items that no user has; the others keep their order. */
export function withoutEmpty(interactions: Interactions): Interactions {
  const { itemCount, items } = interactions
  const isUsed = new Uint8Array(itemCount)
  for (let i = 0; i < items.length; i++) isUsed[items[i]!] = 1
  const used = indicesWhere(itemCount, (item) => isUsed[item] === 1)
  const users = withoutEmptyUsers(interactions)
  return used.length === itemCount ? users : selectItems(users, used)
}

function indicesWhere(count: number, holds: (index: number) => boolean): number[] {
  const indices: number[] = []
  for (let index = 0; index < count; index++) if (holds(index)) indices.push(index)
  return indices
}

function requireDistinct(what: string, indices: ArrayLike<number>, count: number): void {
  const seen = new Uint8Array(count)
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!
    if (seen[index] === undefined) throw new Error(`${what} must be in [0, ${count}), got ${index}`)
    if (seen[index] === 1) throw new Error(`${what} must differ, got ${index} twice`)
    seen[index] = 1
  }
}
