import type { Interactions } from './interactions'

/** Entries in file order, a column each. */
export interface EntryBlock {
  readonly users: Int32Array
  readonly items: Int32Array
  readonly values: Float32Array | undefined
  readonly timestamps: Float64Array | undefined
}

type CompressedRows = Pick<Interactions, 'offsets' | 'items' | 'values' | 'timestamps' | 'positions'>

// The work for each entry is in functions called for a block or a row: engines compile a function that is called often
// better than a long-running loop.

/**
 * Counting sort of entries by row; it keeps the order within a row.
 *
 * @param blocks the entries; emptied on the way, so that each can be freed
 * @param rowOfUser the row of each user: [users]
 */
export function sortIntoRows(
  blocks: EntryBlock[],
  rowOfUser: Int32Array,
  { values: hasValues, timestamps: hasTimestamps }: { values: boolean; timestamps: boolean },
): CompressedRows {
  const offsets = new Int32Array(rowOfUser.length + 1)
  let lastRow = 0
  for (const { users } of blocks) lastRow = countRows(users, rowOfUser, offsets, lastRow)
  for (let row = 0; row < rowOfUser.length; row++) offsets[row + 1]! += offsets[row]!

  const count = offsets[rowOfUser.length]!
  const rows = {
    offsets,
    items: new Int32Array(count),
    values: hasValues ? new Float32Array(count) : undefined,
    timestamps: hasTimestamps ? new Float64Array(count) : undefined,
    positions: lastRow === OUT_OF_ORDER ? new Int32Array(count) : undefined,
  }
  const next = offsets.slice(0, -1)
  let position = 0
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    placeEntries(block, rowOfUser, next, rows, position)
    position += block.users.length
  }
  return rows
}

/**
 * One block of entries in file order, without duplicates.
 *
 * @param blocks the entries; emptied on the way
 */
export function mergeBlocks(
  blocks: EntryBlock[],
  userCount: number,
  itemCount: number,
  columns: { values: boolean; timestamps: boolean },
): EntryBlock {
  const total = blocks.reduce((sum, { users }) => sum + users.length, 0)
  const rowOfUser = Int32Array.from({ length: userCount }, (_, user) => user)
  const rows = mergeDuplicates(sortIntoRows(blocks, rowOfUser, columns), itemCount)
  const { offsets, items, values, timestamps, positions } = rows
  const entryAt = new Int32Array(total).fill(-1)
  for (let entry = 0; entry < items.length; entry++) entryAt[positions ? positions[entry]! : entry] = entry
  const order = entryAt.filter((entry) => entry >= 0)
  const userOf = new Int32Array(items.length)
  for (let user = 0; user < userCount; user++) userOf.fill(user, offsets[user], offsets[user + 1])
  return {
    users: order.map((entry) => userOf[entry]!),
    items: order.map((entry) => items[entry]!),
    values: values && Float32Array.from(order, (entry) => values[entry]!),
    timestamps: timestamps && Float64Array.from(order, (entry) => timestamps[entry]!),
  }
}

const OUT_OF_ORDER = -1

/** Counts entries at offsets[row + 1]; the last row, or OUT_OF_ORDER as soon as one is lower than the row before. */
function countRows(users: Int32Array, rowOfUser: Int32Array, offsets: Int32Array, lastRow: number): number {
  let last = lastRow
  for (let i = 0; i < users.length; i++) {
    const row = rowOfUser[users[i]!]!
    offsets[row + 1]! += 1
    last = last !== OUT_OF_ORDER && row >= last ? row : OUT_OF_ORDER
  }
  return last
}

function placeEntries(
  block: EntryBlock,
  rowOfUser: Int32Array,
  next: Int32Array,
  { items, values, timestamps, positions }: CompressedRows,
  position: number,
): void {
  for (let i = 0; i < block.users.length; i++) {
    const entry = next[rowOfUser[block.users[i]!]!]!++
    items[entry] = block.items[i]!
    if (values) values[entry] = block.values![i]!
    if (timestamps) timestamps[entry] = block.timestamps![i]!
    if (positions) positions[entry] = position + i
  }
}

/**
 * Of entries of a row with the same item, keeps the place of the first, with value and time of the latest, or of the last
 * where times are equal or absent; in place.
 */
export function mergeDuplicates(rows: CompressedRows, itemCount: number): CompressedRows {
  const { offsets, items, values, timestamps, positions } = rows
  const entryOf = new Int32Array(itemCount).fill(-1)
  let kept = 0
  for (let row = 0, from = 0; row + 1 < offsets.length; row++) {
    const to = offsets[row + 1]!
    kept = mergeRow(rows, entryOf, from, to, kept)
    offsets[row + 1] = kept
    from = to
  }
  if (kept === items.length) return rows
  return {
    offsets,
    items: items.slice(0, kept),
    values: values?.slice(0, kept),
    timestamps: timestamps?.slice(0, kept),
    positions: positions?.slice(0, kept),
  }
}

/**
 * Moves what is kept of entries [from, to) to `start` and what follows.
 *
 * @param entryOf the last entry that was kept of each item, in this row or an earlier one
 */
function mergeRow(
  { items, values, timestamps, positions }: CompressedRows,
  entryOf: Int32Array,
  from: number,
  to: number,
  start: number,
): number {
  let kept = start
  for (let i = from; i < to; i++) {
    const item = items[i]!
    const first = entryOf[item]!
    if (first >= start) {
      if (timestamps && timestamps[i]! < timestamps[first]!) continue
      if (values) values[first] = values[i]!
      if (timestamps) timestamps[first] = timestamps[i]!
      continue
    }
    entryOf[item] = kept
    items[kept] = item
    if (values) values[kept] = values[i]!
    if (timestamps) timestamps[kept] = timestamps[i]!
    if (positions) positions[kept] = positions[i]!
    kept++
  }
  return kept
}
