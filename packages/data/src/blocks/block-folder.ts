import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { requireKnown } from '@hvamp/random'
import type { InteractionBlocks } from '../interactions/interaction-blocks'
import type { Ids, Interactions } from '../interactions/interactions'
import { type BlockRecord, readBlockIds, readBlockRows, writeBlock } from './block-file'
import { newFile } from './new-file'

/** Files of a folder of blocks, beside the blocks. */
const blockFolderFiles = { manifest: 'blocks.json', items: 'items.json' } as const

interface Manifest {
  readonly format: 'hvamp-blocks'
  readonly version: 1
  readonly users: number
  readonly items: number
  readonly interactions: number
  readonly itemsSha256: string
  readonly blocks: readonly BlockRecord[]
}

/** Interactions in a folder of blocks. */
export interface StoredBlocks extends InteractionBlocks {
  /** The file that says what the folder has, with the checksums of the rest. */
  readonly manifest: string
  /** The ids of the users of a block, in the order of its rows. */
  userIds(block: number): Promise<Ids>
}

/** Writes blocks of users to a folder, one after the other. */
export interface BlockWriter {
  /** Adds users with all of their items, as a block; their items are numbered by the ids of the writer. */
  write(users: Pick<Interactions, 'userCount' | 'offsets' | 'items' | 'userIds'>): Promise<void>
  /** Writes what the folder has in all: without it the folder cannot be opened. */
  end(): Promise<void>
}

/**
 * Begins a folder of blocks, which must be new.
 *
 * @param options.itemIds the ids of all items
 * @example
 * const writer = await blockWriter('train', { itemIds })
 * for (const users of parts) await writer.write(users)
 * await writer.end()
 */
export async function blockWriter(folder: string, options: { readonly itemIds: Ids }): Promise<BlockWriter> {
  requireKnown('blockWriter: options', options, { itemIds: true })
  const { itemIds } = options
  await mkdir(folder)
  const blocks: BlockRecord[] = []
  const counts = new Array<number>(itemIds.length).fill(0)
  return {
    async write(users) {
      const { items } = users
      for (let i = 0; i < items.length; i++) {
        const item = items[i]!
        if (!(item >= 0 && item < counts.length)) {
          throw new Error(`blockWriter: items must be in [0, ${counts.length}), got ${item}`)
        }
        counts[item]! += 1
      }
      blocks.push(await writeBlock(join(folder, blockFile(blocks.length)), users))
    },
    async end() {
      const text = `${JSON.stringify({ ids: itemIds, counts })}\n`
      await writeSynced(join(folder, blockFolderFiles.items), text)
      const manifest: Manifest = {
        format: 'hvamp-blocks',
        version: 1,
        users: blocks.reduce((sum, { users }) => sum + users, 0),
        items: itemIds.length,
        interactions: blocks.reduce((sum, { interactions }) => sum + interactions, 0),
        itemsSha256: sha256Of(text),
        blocks,
      }
      await writeSynced(join(folder, blockFolderFiles.manifest), `${JSON.stringify(manifest, null, 2)}\n`)
    },
  }
}

/**
 * Opens a folder that `blockWriter` wrote. The ids and counts of the items are read, of the users nothing: each block is read when
 * it is asked for, and the first time all of its bytes are checked.
 *
 * @throws naming the file, if one is not as it was written
 * @example await model.fit(await openBlocks('prepared/train'), { validation })
 */
export async function openBlocks(folder: string): Promise<StoredBlocks> {
  const path = join(folder, blockFolderFiles.manifest)
  const { format, version, users, items, interactions, itemsSha256, blocks } = parsed<Manifest>(
    path,
    await readFile(path, 'utf8'),
  )
  if (format !== 'hvamp-blocks' || version !== 1) {
    throw new Error(`${path}: must be a folder of blocks of version 1, got '${format}' of version ${version}`)
  }
  const itemPath = join(folder, blockFolderFiles.items)
  const text = await readFile(itemPath, 'utf8')
  if (sha256Of(text) !== itemsSha256) {
    throw new Error(
      `${itemPath}: must be as it was written, with SHA-256 ${itemsSha256}, got ${sha256Of(text)}`,
    )
  }
  const { ids, counts } = parsed<{ ids: string[]; counts: number[] }>(itemPath, text)
  const whole = new Set<number>()
  const place = (block: number) => {
    const record = blocks[block]
    if (!record) throw new Error(`${folder}: block must be in [0, ${blocks.length}), got ${block}`)
    return { path: join(folder, blockFile(block)), record }
  }
  return {
    manifest: path,
    userCount: users,
    itemCount: items,
    interactionCount: interactions,
    itemIds: ids,
    itemCounts: counts,
    blocks,
    async read(block, room) {
      const { path, record } = place(block)
      const rows = await readBlockRows(path, record, items, { room, isWhole: whole.has(block) })
      whole.add(block)
      return rows
    },
    userIds(block) {
      const { path, record } = place(block)
      return readBlockIds(path, record)
    },
  }
}

function blockFile(block: number): string {
  return `block-${String(block).padStart(5, '0')}.bin`
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function parsed<T>(path: string, text: string): T {
  try {
    return JSON.parse(text) as T
  } catch (cause) {
    throw new Error(`${path}: must be JSON as it was written, got other text`, { cause })
  }
}

function writeSynced(path: string, text: string): Promise<void> {
  return newFile(path, async (file) => {
    await file.writeFile(text)
    await file.sync()
  })
}
