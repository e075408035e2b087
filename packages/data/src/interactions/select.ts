import type { Ids, Interactions } from './interactions'

/**
 * Some users, in the order given; items stay as they are.
 *
 * @param users their indices
 * @throws if an index is out of range or occurs twice
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
 * Some items, numbered in the order given. All users stay; a user with none of these items has an empty history.
 *
 * @param items their indices
 * @throws if an index is out of range or occurs twice
 */
export function selectItems(interactions: Interactions, items: ArrayLike<number>): Interactions {
  requireDistinct('selectItems: items', items, interactions.itemCount)
  const renumbered = new Int32Array(interactions.itemCount).fill(-1)
  for (let i = 0; i < items.length; i++) renumbered[items[i]!] = i
  const itemIds = Array.from(items, (item) => interactions.itemIds[item]!)
  return renumberItems(interactions, renumbered, itemIds)
}

/** Gives items new numbers; drops entries of items numbered −1. */
export function renumberItems(
  interactions: Interactions,
  renumbered: Int32Array,
  itemIds: Ids,
): Interactions {
  const kept = keepEntries(interactions, (entry) => renumbered[interactions.items[entry]!]! >= 0)
  const items = kept.items.map((item) => renumbered[item]!)
  return { ...kept, itemCount: itemIds.length, items, itemIds }
}

/** Drops users without items; the rest keep their order. */
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

/** Drops users without items and items without users; the rest keep their order. */
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

/** New rows made from some of the entries; items stay as they are. */
interface EntrySelection {
  /** Which entries, row after row, each row in file order. */
  readonly entries: Int32Array
  readonly offsets: Int32Array // [rows + 1]
  readonly userIds: Ids // [rows]
}

/** The chosen entries with their values, times and positions. */
function takeEntries(
  interactions: Interactions,
  { entries, offsets, userIds }: EntrySelection,
): Interactions {
  const { items, values, timestamps, itemCount, itemIds } = interactions
  const positions = positionsOf(interactions, entries)
  return {
    userCount: userIds.length,
    itemCount,
    offsets,
    items: gather(items, entries, new Int32Array(entries.length)),
    values: values && gather(values, entries, new Float32Array(entries.length)),
    timestamps: timestamps && gather(timestamps, entries, new Float64Array(entries.length)),
    positions,
    userIds,
    itemIds,
  }
}

/** The entries for which `keep` returns true. */
export function keepEntries(
  interactions: Interactions,
  keep: (entry: number, user: number) => boolean,
): Interactions {
  const { userCount, offsets, items, userIds } = interactions
  const entries = new Int32Array(items.length)
  const keptOffsets = new Int32Array(userCount + 1)
  let kept = 0
  for (let user = 0; user < userCount; user++) {
    for (let entry = offsets[user]!; entry < offsets[user + 1]!; entry++) {
      if (keep(entry, user)) entries[kept++] = entry
    }
    keptOffsets[user + 1] = kept
  }
  if (kept === items.length) return interactions
  return takeEntries(interactions, { entries: entries.subarray(0, kept), offsets: keptOffsets, userIds })
}

function positionsOf({ positions }: Interactions, entries: Int32Array): Int32Array | undefined {
  const taken = positions ? gather(positions, entries, new Int32Array(entries.length)) : entries
  if (isAscending(taken)) return undefined
  return taken === entries ? taken.slice() : taken
}

function gather<Numbers extends Int32Array | Float32Array | Float64Array>(
  from: Numbers,
  entries: Int32Array,
  into: Numbers,
): Numbers {
  for (let i = 0; i < entries.length; i++) into[i] = from[entries[i]!]!
  return into
}

function isAscending(numbers: Int32Array): boolean {
  for (let i = 1; i < numbers.length; i++) if (numbers[i]! < numbers[i - 1]!) return false
  return true
}
