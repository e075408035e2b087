import { requireKnown } from '@hvamp/random'
import type { Ids, Interactions } from './interactions'

/** Rows of users without their ids: what training reads of interactions. */
export type InteractionRows = Pick<Interactions, 'userCount' | 'itemCount' | 'offsets' | 'items' | 'values'>

/** How much is in a block. */
export interface BlockSize {
  readonly users: number
  readonly interactions: number
}

/**
 * Interactions that lie elsewhere, such as on a disk, in blocks of users that are read one at a time.
 *
 * Every user is in one block, with all of their items. Users are numbered block after block.
 */
export interface InteractionBlocks {
  readonly userCount: number
  readonly itemCount: number
  readonly interactionCount: number
  readonly itemIds: Ids
  /** How many users have each item: [itemCount]. */
  readonly itemCounts: ArrayLike<number>
  readonly blocks: readonly BlockSize[]
  /**
   * Reads a block.
   *
   * @param room where it may be put: at least `roomOfBlocks` numbers, which the rows then share until the next block is read into them
   * @throws naming the block, if it is not as it was written
   */
  read(block: number, room?: Int32Array): Promise<InteractionRows>
}

/** Numbers at the beginning of a block before its offsets. */
export const blockHeader = 6

/** Numbers of 32 bits in which every block has room: its header, its offsets and its items. */
export function roomOfBlocks(blocks: readonly BlockSize[]): number {
  return blocks.reduce(
    (most, { users, interactions }) => Math.max(most, blockHeader + users + 1 + interactions),
    0,
  )
}

/** Whether interactions come in blocks. */
export function areInBlocks(data: Interactions | InteractionBlocks): data is InteractionBlocks {
  return 'blocks' in data
}

/**
 * Interactions in memory as blocks of users in their order, without values: what is fitted on blocks can be tried without files.
 *
 * @param usersOfBlock users in each block but the last
 * @throws if usersOfBlock is not a positive integer
 * @example blocksOf(train, { usersOfBlock: 1000 })
 */
export function blocksOf(
  interactions: Interactions,
  options: { readonly usersOfBlock: number },
): InteractionBlocks {
  requireKnown('blocksOf: options', options, { usersOfBlock: true })
  const { usersOfBlock } = options
  if (!Number.isSafeInteger(usersOfBlock) || usersOfBlock < 1) {
    throw new Error(`blocksOf: usersOfBlock must be a positive integer, got ${usersOfBlock}`)
  }
  const { userCount, itemCount, offsets, items, itemIds } = interactions
  const itemCounts = new Int32Array(itemCount)
  for (let i = 0; i < items.length; i++) itemCounts[items[i]!]! += 1
  const count = Math.ceil(userCount / usersOfBlock)
  const rangeOf = (block: number) => {
    const [from, to] = [block * usersOfBlock, Math.min(userCount, (block + 1) * usersOfBlock)]
    return { from, to, start: offsets[from]!, end: offsets[to]! }
  }
  return {
    userCount,
    itemCount,
    interactionCount: items.length,
    itemIds,
    itemCounts,
    blocks: Array.from({ length: count }, (_, block) => {
      const { from, to, start, end } = rangeOf(block)
      return { users: to - from, interactions: end - start }
    }),
    async read(block) {
      const { from, to, start, end } = rangeOf(block)
      return {
        userCount: to - from,
        itemCount,
        offsets: offsets.slice(from, to + 1).map((offset) => offset - start),
        items: items.subarray(start, end),
      }
    },
  }
}
