import { type InteractionBlocks, type Interactions, roomOfBlocks } from '@hvamp/data'
import type { Random } from '@hvamp/random'
import type { UserRows } from '../recommender/rows'
import type { RowMaker } from './row-maker'

/** The batches of an epoch, in an order that the noise draws. */
export type EpochBatches = (noise: Random) => Iterable<UserRows> | AsyncIterable<UserRows>

/** Shuffled batches of users in memory. */
export function batchesInMemory(interactions: Interactions, rows: RowMaker, batchSize: number): EpochBatches {
  return function* (noise) {
    const order = noise.permutation(interactions.userCount)
    for (let start = 0; start < order.length; start += batchSize) {
      yield rows.some(interactions, order.subarray(start, start + batchSize))
    }
  }
}

/**
 * Shuffled batches of users in blocks: the blocks are shuffled, and the users of each. Users that fill no batch are joined with the
 * first of the next block, so there are as many batches as in memory; if one block holds all, they are the same.
 *
 * While users of a block are trained on, the next one is read: two blocks are in memory at a time.
 */
export function batchesOfBlocks(data: InteractionBlocks, rows: RowMaker, batchSize: number): EpochBatches {
  const { blocks } = data
  const isOne = blocks.length === 1
  const length = roomOfBlocks(blocks)
  const rooms = Array.from({ length: Math.min(2, blocks.length) }, () => new Int32Array(length))
  const firstUsers = new Int32Array(blocks.length)
  for (let block = 1; block < blocks.length; block++) {
    firstUsers[block] = firstUsers[block - 1]! + blocks[block - 1]!.users
  }

  return async function* (noise) {
    const order = isOne ? Int32Array.of(0) : noise.fork('blocks').permutation(blocks.length)
    const begin = (place: number) => {
      const reading = data.read(order[place]!, rooms[place % 2])
      reading.catch(() => {}) // it is awaited below, or nobody asks any more
      return reading
    }
    let reading = begin(0)
    let left: UserRows | undefined
    try {
      for (const [place, block] of order.entries()) {
        const read = await reading
        if (place + 1 < order.length) reading = begin(place + 1)
        const first = firstUsers[block]!
        const users = (isOne ? noise : noise.fork('users').fork(block)).permutation(read.userCount)
        const some = (from: number, to: number): UserRows => {
          const made = rows.some(read, users.subarray(from, to))
          return made.users ? { ...made, users: Int32Array.from(made.users, (user) => first + user) } : made
        }
        let from = 0
        if (left) {
          from = Math.min(batchSize - left.rowCount, users.length)
          left = joined(left, some(0, from))
          if (left.rowCount < batchSize) continue
          yield left
          left = undefined
        }
        for (; from + batchSize <= users.length; from += batchSize) yield some(from, from + batchSize)
        if (from < users.length) left = some(from, users.length)
      }
      if (left) yield left
    } finally {
      await reading.catch(() => {}) // the room is free for the next epoch
    }
  }
}

/** The rows of both, one after the other. */
function joined(first: UserRows, second: UserRows): UserRows {
  const start = first.columns.length
  const columns = new Int32Array(start + second.columns.length)
  columns.set(first.columns)
  columns.set(second.columns, start)
  const values = new Float32Array(columns.length)
  values.set(first.values)
  values.set(second.values, start)
  const offsets = new Int32Array(first.rowCount + second.rowCount + 1)
  offsets.set(first.offsets)
  for (let row = 0; row < second.rowCount; row++) {
    offsets[first.rowCount + row + 1] = start + second.offsets[row + 1]!
  }
  return {
    ...first,
    rowCount: first.rowCount + second.rowCount,
    offsets,
    columns,
    values,
    ...(first.users && second.users && { users: [...Array.from(first.users), ...Array.from(second.users)] }),
  }
}
