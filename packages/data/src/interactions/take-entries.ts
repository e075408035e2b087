import type { Ids, Interactions } from './interactions'

/** New rows out of entries of the interactions; items stay as they are. */
export interface EntrySelection {
  /** Which entries, row after row, each row in file order. */
  readonly entries: Int32Array
  readonly offsets: Int32Array // [rows + 1]
  readonly userIds: Ids // [rows]
}

/** The chosen entries with everything that belongs to them. */
export function takeEntries(
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

/** The entries that `keep` says yes to. */
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
