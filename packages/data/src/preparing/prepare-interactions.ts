import { mkdirSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { requireKnown } from '@hvamp/random'
import { blockWriter } from '../blocks/block-folder'
import { emptyUserCount } from '../interactions/empty-users'
import type { Ids } from '../interactions/interactions'
import type { BuilderMaker } from '../interactions/interactions-builder'
import type { FoundValues } from '../reading/found-values'
import type { UsersOfParts } from '../splits/permuted-users'
import { type FoldOptions, usersOfFold } from '../splits/split-fold'
import { type SplitOptions, usersOfSplit } from '../splits/split-users'
import { type SplitByIdOptions, usersOfSplitById } from '../splits/split-users-by-id'
import { builderOnDisk } from './builder-on-disk'
import { filterUsers, type KeptEntries, likedOf } from './filtered-users'
import { groupUsers } from './grouped-users'
import { type HeldOutRecords, writeHeldOut } from './held-out-files'
import { preparedFiles } from './prepared-files'
import { fate, fatesOf, heldOutOf, numberItems, userCollector } from './split-prepared'
import type { Watched } from './watched'

/** How much there is. */
export interface PreparedCounts {
  readonly users: number
  readonly items: number
  readonly interactions: number
}

/** What was read, before anything is left out. */
export interface FoundEntries extends PreparedCounts {
  /** Of the ratings or counts, where there are some. */
  readonly values: FoundValues | undefined
  /** The lowest of them, also of an entry whose place a later one takes. */
  readonly lowest: number
}

/** The users that were read, before anything is left out. */
export interface FoundUsers {
  readonly ids: Ids
  /** How many interactions each user has. */
  readonly lengths: Int32Array // [users]
}

export interface PrepareOptions extends Watched {
  /** Reads everything into the builder that it is given. */
  read(builder: BuilderMaker): Promise<unknown>
  /** What is kept, once it is known what there is. */
  keep(found: FoundEntries, users: FoundUsers): KeptEntries
  /** How users are held out, once it is known how many are kept: all users of the parts. */
  split(users: number): SplitOptions | SplitByIdOptions | FoldOptions
  /** Interactions in a block of training users at most, about: 2^22 by default. No block has users of less than a part. */
  readonly interactionsOfBlock?: number | undefined
  /** Parts of the users, one of which is in memory at a time: a power of two, 256 by default. */
  readonly parts?: number | undefined
}

/** What was prepared. */
export interface Prepared {
  readonly found: FoundEntries
  readonly kept: PreparedCounts
  readonly train: PreparedCounts
  readonly blocks: number
  readonly heldOut: HeldOutRecords
  /** Numbers of held-out users of whom nothing is held out, so that nothing can be measured on them. */
  readonly withoutHeldOutItems: { readonly validation: number; readonly test: number }
}

const defaultInteractionsOfBlock = 2 ** 22
const defaultParts = 256

/**
 * Reads interactions of any number, keeps what is asked for, holds users out, and writes training users in blocks, and the histories of
 * the others, to a folder: what `binarize`, `filterInteractions` and a split of users make in memory, of the same users and items in
 * the same numbers.
 *
 * In memory are the ids of users and items, and one part of the users at a time. The entries lie in temporary files of the folder,
 * of 16 to 20 bytes for each row that is read, which are removed in the end.
 *
 * @param folder which is there, and empty; what is in it after an error is of no use
 * @throws the signal's reason if aborted; if an option is out of its limits, or nobody is left to train on
 * @example
 * await prepareInteractions(folder, {
 *   read: (builder) => readRatings('orders.parquet', { builder }),
 *   keep: () => ({ minUserInteractions: 5 }),
 *   split: () => ({ heldOut: 10_000 }),
 * })
 */
export async function prepareInteractions(folder: string, options: PrepareOptions): Promise<Prepared> {
  requireKnown('prepareInteractions: options', options, {
    ...{ read: true, keep: true, split: true, interactionsOfBlock: true, parts: true },
    ...{ onProgress: true, signal: true },
  })
  const {
    interactionsOfBlock = defaultInteractionsOfBlock,
    parts: partCount = defaultParts,
    onProgress,
    signal,
  } = options
  if (!Number.isSafeInteger(interactionsOfBlock) || interactionsOfBlock < 1) {
    throw new Error(
      `prepareInteractions: interactionsOfBlock must be a positive integer, got ${interactionsOfBlock}`,
    )
  }
  if (!(Number.isSafeInteger(partCount) && partCount >= 1 && Number.isInteger(Math.log2(partCount)))) {
    throw new Error(`prepareInteractions: parts must be a power of two, got ${partCount}`)
  }
  const watched = { onProgress, signal }
  const temporary = join(folder, 'temporary')
  await mkdir(temporary)
  const onDisk = builderOnDisk((reading) => {
    const path = join(temporary, `reading-${reading}`)
    mkdirSync(path)
    return path
  }, partCount)
  try {
    await options.read(onDisk.builder)
  } finally {
    onDisk.close()
  }
  const entries = onDisk.found()
  const { userIds, itemIds } = entries
  const parts = await groupUsers(entries, temporary, watched)
  const found: FoundEntries = {
    users: userIds.length,
    items: itemIds.length,
    interactions: parts.interactionCount,
    values: parts.values,
    lowest: entries.lowest,
  }
  const keeping = options.keep(found, { ids: userIds, lengths: parts.lengths })
  const { atLeast } = keeping
  const filtered = await filterUsers(parts, keeping, watched)
  const users = filtered.lengths.reduce((count, length) => count + (length > 0 ? 1 : 0), 0)
  const split = options.split(users)
  const fates = fatesOf(filtered, userIds, (all) => usersOf(all, split))
  const numbered = await numberItems(parts, { fates, hasItem: filtered.hasItem, itemIds, atLeast }, watched)
  const collecting = { fates, numbers: numbered.numbers, userIds }
  const [validation, test] = [
    userCollector(collecting, fate.validation),
    userCollector(collecting, fate.test),
  ]
  const writer = await blockWriter(join(folder, preparedFiles.train), { itemIds: numbered.itemIds })
  const kept = { users, ...numbered.kept }
  let blocks = 1
  while (blocks < partCount && numbered.interactions / blocks > interactionsOfBlock) blocks *= 2
  const partsOfBlock = partCount / blocks
  let [trainUsers, written] = [0, 0]
  for (let block = 0; block < blocks; block++) {
    const train = userCollector(collecting, fate.train)
    for (let part = block * partsOfBlock; part < (block + 1) * partsOfBlock; part++) {
      signal?.throwIfAborted()
      const liked = likedOf(await parts.read(part), atLeast)
      for (const collector of [train, validation, test]) collector.add(liked)
    }
    const rows = train.rows()
    if (rows.userCount > 0) {
      await writer.write(rows)
      written++
    }
    trainUsers += rows.userCount
    onProgress?.('blocks written', block + 1, blocks)
  }
  await writer.end()
  const dividing = 'share' in split ? { ...split, method: 'hvamp' as const } : split
  const held = {
    validation: heldOutOf(validation, numbered.itemIds, dividing),
    test: heldOutOf(test, numbered.itemIds, dividing),
  }
  const heldOut = await writeHeldOut(folder, held)
  const withoutHeldOutItems = {
    validation: emptyUserCount(held.validation.heldOut),
    test: emptyUserCount(held.test.heldOut),
  }
  await rm(temporary, { recursive: true })
  const train = { users: trainUsers, items: numbered.itemIds.length, interactions: numbered.interactions }
  return { found, kept, train, blocks: written, heldOut, withoutHeldOutItems }
}

function usersOf(
  kept: { readonly userIds: Ids; readonly userCount: number },
  split: SplitOptions | SplitByIdOptions | FoldOptions,
): UsersOfParts {
  if ('share' in split) return usersOfSplitById(kept, split)
  return 'folds' in split ? usersOfFold(kept, split) : usersOfSplit(kept, split)
}
