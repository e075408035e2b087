import { areIntegers, ascendingOrder } from './ascending-order'
import type { Interactions } from './interactions'
import { type Vocabulary, vocabulary } from './vocabulary'

/** Collects entries in any order and makes them interactions. */
export interface InteractionsBuilder {
  readonly users: Vocabulary
  readonly items: Vocabulary
  /** Entries added so far. */
  readonly size: number
  /** Adds one entry, its user and item by their index in the vocabularies. */
  add(user: number, item: number, value: number): void
  /** Everything added, duplicates merged. Can be called once: what was collected is freed on the way. */
  build(): Interactions
}

interface Block {
  readonly users: Int32Array
  readonly items: Int32Array
  readonly values: Float32Array | undefined
}

// Entries in a block: each has twice as many as the last, up to a million. So a few entries take little, and many are
// not copied when there are more.
const FIRST_BLOCK = 1 << 10
const LARGEST_BLOCK = 1 << 20

/**
 * An empty builder. Users come out in ascending order where all their ids are integers, else in order of first
 * appearance; items in order of first appearance. Of entries with the same user and item one is kept, at the place of
 * the first and with the value of the last.
 */
export function interactionsBuilder({ values: hasValues }: { values: boolean }): InteractionsBuilder {
  const users = vocabulary()
  const items = vocabulary()
  const blocks: Block[] = []
  let block = newBlock(FIRST_BLOCK, hasValues)
  let length = FIRST_BLOCK
  let used = 0
  let before = 0 // entries in full blocks

  return {
    users,
    items,
    get size() {
      return before + used
    },
    add(user, item, value) {
      if (used === length) {
        blocks.push(block)
        before += length
        length = Math.min(2 * length, LARGEST_BLOCK)
        block = newBlock(length, hasValues)
        used = 0
      }
      block.users[used] = user
      block.items[used] = item
      if (block.values) block.values[used] = value
      used++
    },
    build() {
      const full = blocks.splice(0)
      full.push({
        users: block.users.subarray(0, used),
        items: block.items.subarray(0, used),
        values: block.values?.subarray(0, used),
      })
      const firstSeen = users.ids()
      const order = areIntegers(firstSeen) ? ascendingOrder(firstSeen) : undefined
      const userIds = order ? Array.from(order, (user) => firstSeen[user]!) : firstSeen
      const itemIds = items.ids()
      const rows = intoRows(full, rankOf(order, userIds.length), hasValues)
      return {
        userCount: userIds.length,
        itemCount: itemIds.length,
        ...mergeDuplicates(rows, itemIds.length),
        userIds,
        itemIds,
      }
    },
  }
}

function newBlock(length: number, hasValues: boolean): Block {
  return {
    users: new Int32Array(length),
    items: new Int32Array(length),
    values: hasValues ? new Float32Array(length) : undefined,
  }
}

/** The row of each user: the inverse of `order`, or the users as they are. */
function rankOf(order: Int32Array | undefined, count: number): Int32Array {
  const rank = new Int32Array(count)
  for (let row = 0; row < count; row++) rank[order ? order[row]! : row] = row
  return rank
}

type Rows = Pick<Interactions, 'offsets' | 'items' | 'values' | 'positions'>

/** Counting sort of the entries by row; it keeps the order within a row. Blocks are freed one by one. */
function intoRows(blocks: Block[], rank: Int32Array, hasValues: boolean): Rows {
  const offsets = new Int32Array(rank.length + 1)
  let inOrder = true
  let last = 0
  for (const { users } of blocks) {
    for (let i = 0; i < users.length; i++) {
      const row = rank[users[i]!]!
      offsets[row + 1]! += 1
      if (row < last) inOrder = false
      last = row
    }
  }
  for (let row = 0; row < rank.length; row++) offsets[row + 1]! += offsets[row]!

  const count = offsets[rank.length]!
  const items = new Int32Array(count)
  const values = hasValues ? new Float32Array(count) : undefined
  const positions = inOrder ? undefined : new Int32Array(count)
  const next = offsets.slice(0, -1)
  let position = 0
  for (let block = blocks.shift(); block; block = blocks.shift()) {
    for (let i = 0; i < block.users.length; i++) {
      const entry = next[rank[block.users[i]!]!]!++
      items[entry] = block.items[i]!
      if (values) values[entry] = block.values![i]!
      if (positions) positions[entry] = position
      position++
    }
  }
  return { offsets, items, values, positions }
}

/** Merges entries of the same user and item, in place. */
function mergeDuplicates({ offsets, items, values, positions }: Rows, itemCount: number): Rows {
  const entryOf = new Int32Array(itemCount).fill(-1) // the last entry of each item, of this row or an earlier one
  let kept = 0
  for (let row = 0, from = 0; row + 1 < offsets.length; row++) {
    const to = offsets[row + 1]!
    const start = kept
    for (let i = from; i < to; i++) {
      const item = items[i]!
      const first = entryOf[item]!
      if (first >= start) {
        if (values) values[first] = values[i]!
        continue
      }
      entryOf[item] = kept
      items[kept] = item
      if (values) values[kept] = values[i]!
      if (positions) positions[kept] = positions[i]!
      kept++
    }
    from = to
    offsets[row + 1] = kept
  }
  if (kept === items.length) return { offsets, items, values, positions }
  return {
    offsets,
    items: items.slice(0, kept),
    values: values?.slice(0, kept),
    positions: positions?.slice(0, kept),
  }
}
