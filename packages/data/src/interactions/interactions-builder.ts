import { areIntegers, ascendingOrder } from './ascending-order'
import { type EntryBlock, mergeBlocks, mergeDuplicates, sortIntoRows } from './compressed-rows'
import type { Interactions } from './interactions'
import { ELSEWHERE, shardVocabulary } from './shard-vocabulary'
import type { UserShard } from './user-shard'
import { type Vocabulary, vocabulary } from './vocabulary'

/** Collects entries in any order and turns them into interactions. */
export interface InteractionsBuilder {
  readonly users: Vocabulary
  readonly items: Vocabulary
  /** Entries added so far, with those of other shards. */
  readonly size: number
  /** Of these, entries of users of other shards, which are left out. */
  readonly elsewhere: number
  /** The lowest value that was added, also of an entry whose place a later one takes; Infinity before the first. */
  readonly lowest: number
  /** Adds one entry, its user and item by their index in the vocabularies. */
  add(user: number, item: number, value: number, timestamp?: number): void
  /** The interactions, with duplicates merged. Can be called once: it frees the entries while it works. */
  build(): Interactions
}

/** What a reader knows of the entries before the first one. */
export interface BuilderColumns {
  readonly values: boolean
  readonly timestamps?: boolean
  /** Whether a text is no id. */
  readonly isRefused?: (id: string) => boolean
}

/** Makes what a reader adds entries to. */
export type BuilderMaker = (columns: BuilderColumns) => InteractionsBuilder

// Entries in a block: twice as many as in the last, up to a million. Few entries take little memory, and many are never
// copied to grow.
const FIRST_BLOCK = 1 << 10
const LARGEST_BLOCK = 1 << 20
const MERGED_FROM = 1 << 22 // entries: below, duplicates may stay until the end

/**
 * An empty builder. Users come out in ascending order where all their ids are integers, else in order of first
 * appearance; items in order of first appearance. Of entries with the same user and item one is kept, at the place of
 * the first and with the value and time of the latest, or of the last where times are equal or absent.
 */
export function interactionsBuilder({
  values,
  timestamps = false,
  isRefused,
  shard,
}: BuilderColumns & {
  /** Whose entries are kept: those of all users by default. */
  readonly shard?: UserShard | undefined
}): InteractionsBuilder {
  const columns = { values, timestamps }
  const users = vocabulary(isRefused)
  const items = vocabulary(isRefused)
  const blocks: EntryBlock[] = []
  let block = newBlock(FIRST_BLOCK, columns)
  let length = FIRST_BLOCK
  let used = 0
  let before = 0 // entries added in full blocks
  let kept = 0 // of these, entries in blocks
  let elsewhere = 0
  let lowest = Number.POSITIVE_INFINITY

  return {
    users: shard ? shardVocabulary(users, shard) : users,
    items,
    get size() {
      return before + used + elsewhere
    },
    get elsewhere() {
      return elsewhere
    },
    get lowest() {
      return lowest
    },
    add(user, item, value, timestamp = 0) {
      if (user === ELSEWHERE) {
        elsewhere++
        return
      }
      if (used === length) {
        blocks.push(block)
        before += length
        kept += length
        // With twice as many entries as pairs of a user and an item, half at least are duplicates.
        if (kept >= MERGED_FROM && kept >= 2 * users.size * items.size) {
          const merged = mergeBlocks(blocks.splice(0), users.size, items.size, columns)
          blocks.push(merged)
          kept = merged.users.length
        }
        length = Math.min(2 * length, LARGEST_BLOCK)
        block = newBlock(length, columns)
        used = 0
      }
      block.users[used] = user
      block.items[used] = item
      if (block.values) block.values[used] = value
      if (value < lowest) lowest = value
      if (block.timestamps) block.timestamps[used] = timestamp
      used++
    },
    build() {
      const full = blocks.splice(0)
      full.push({
        users: block.users.subarray(0, used),
        items: block.items.subarray(0, used),
        values: block.values?.subarray(0, used),
        timestamps: block.timestamps?.subarray(0, used),
      })
      const firstSeen = users.ids()
      const order = areIntegers(firstSeen) ? ascendingOrder(firstSeen) : undefined
      const userIds = order ? Array.from(order, (user) => firstSeen[user]!) : firstSeen
      const itemIds = items.ids()
      const rows = sortIntoRows(full, rankOf(order, userIds.length), columns)
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

function newBlock(length: number, columns: { values: boolean; timestamps: boolean }): EntryBlock {
  return {
    users: new Int32Array(length),
    items: new Int32Array(length),
    values: columns.values ? new Float32Array(length) : undefined,
    timestamps: columns.timestamps ? new Float64Array(length) : undefined,
  }
}

/** The row of each user: the inverse of `order`, or the users as they are. */
function rankOf(order: Int32Array | undefined, count: number): Int32Array {
  const rank = new Int32Array(count)
  for (let row = 0; row < count; row++) rank[order ? order[row]! : row] = row
  return rank
}
