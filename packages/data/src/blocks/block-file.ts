import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { endianness } from 'node:os'
import { type BlockSize, blockHeader, type InteractionRows } from '../interactions/interaction-blocks'
import type { Ids, Interactions } from '../interactions/interactions'
import { newFile } from './new-file'

/** What tells whether the file of a block is as it was written. */
export interface BlockRecord extends BlockSize {
  readonly bytes: number
  readonly sha256: string
}

const mark = Buffer.from('hvampblk')
const version = 1
const wordBytes = 4

/**
 * Writes users to a new file, and syncs it: a header of six words (the 8 bytes `hvampblk`, the version, the users, the interactions,
 * the bytes of the ids), offsets [users + 1] and items [interactions], all little-endian integers of 32 bits, and the ids of the users
 * as a JSON array in UTF-8.
 */
export async function writeBlock(
  path: string,
  { userCount, offsets, items, userIds }: Pick<Interactions, 'userCount' | 'offsets' | 'items' | 'userIds'>,
): Promise<BlockRecord> {
  requireLittleEndian(path)
  const ids = Buffer.from(JSON.stringify(userIds))
  const header = Buffer.alloc(blockHeader * wordBytes)
  mark.copy(header)
  for (const [i, word] of [version, userCount, items.length, ids.length].entries()) {
    header.writeUInt32LE(word, mark.length + i * wordBytes)
  }
  const parts = [header, bytesOf(offsets), bytesOf(items), ids]
  const hash = createHash('sha256')
  await newFile(path, async (file) => {
    for (const part of parts) {
      hash.update(part)
      await writeAll(file, part)
    }
    await file.sync()
  })
  const bytes = parts.reduce((sum, { length }) => sum + length, 0)
  return { users: userCount, interactions: items.length, bytes, sha256: hash.digest('hex') }
}

/**
 * Reads the rows of a block.
 *
 * @param record of the block, as it was written
 * @param options.room where the rows may be put
 * @param options.isWhole whether all of its bytes were checked before
 * @throws naming the file, if it is not as it was written
 */
export async function readBlockRows(
  path: string,
  record: BlockRecord,
  itemCount: number,
  {
    room,
    isWhole = false,
  }: { readonly room?: Int32Array | undefined; readonly isWhole?: boolean | undefined } = {},
): Promise<InteractionRows> {
  requireLittleEndian(path)
  const { users, interactions } = record
  const words = blockHeader + users + 1 + interactions
  const numbers = room && room.length >= words ? room.subarray(0, words) : new Int32Array(words)
  const rows = bytesOf(numbers)
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size !== record.bytes) throw damaged(path, record, `${size} bytes`)
    await readAll(file, rows, 0)
    if (!isWhole) {
      const ids = Buffer.alloc(record.bytes - rows.length)
      await readAll(file, ids, rows.length)
      const sha256 = createHash('sha256').update(rows).update(ids).digest('hex')
      if (sha256 !== record.sha256) throw damaged(path, record, `SHA-256 ${sha256}`)
    }
  } finally {
    await file.close()
  }
  if (!mark.equals(rows.subarray(0, mark.length)) || numbers[2] !== version) {
    throw new Error(`${path}: must be a block of users of version ${version}, got other bytes`)
  }
  return {
    userCount: users,
    itemCount,
    offsets: numbers.subarray(blockHeader, blockHeader + users + 1),
    items: numbers.subarray(blockHeader + users + 1),
  }
}

/** Reads the ids of the users of a block, whose rows were checked. */
export async function readBlockIds(path: string, { users, interactions, bytes }: BlockRecord): Promise<Ids> {
  const before = (blockHeader + users + 1 + interactions) * wordBytes
  const text = Buffer.alloc(bytes - before)
  const file = await open(path, 'r')
  try {
    await readAll(file, text, before)
  } finally {
    await file.close()
  }
  return JSON.parse(text.toString('utf8')) as string[]
}

/** Reads a block with all that it has. @throws naming the file, if it is not as it was written */
export async function readBlock(path: string, record: BlockRecord, itemIds: Ids): Promise<Interactions> {
  const rows = await readBlockRows(path, record, itemIds.length)
  return { ...rows, userIds: await readBlockIds(path, record), itemIds }
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, from, Math.min(bytes.length - from, 2 ** 30))
    from += bytesWritten
  }
}

async function readAll(file: FileHandle, into: Buffer, position: number): Promise<void> {
  for (let from = 0; from < into.length; ) {
    const length = Math.min(into.length - from, 2 ** 30)
    const { bytesRead } = await file.read(into, from, length, position + from)
    if (bytesRead === 0)
      throw new Error(`a block of users must have ${position + into.length} bytes, got ${position + from}`)
    from += bytesRead
  }
}

function damaged(path: string, { bytes, sha256 }: BlockRecord, got: string): Error {
  return new Error(`${path}: must be as it was written, ${bytes} bytes with SHA-256 ${sha256}, got ${got}`)
}

function requireLittleEndian(path: string): void {
  if (endianness() === 'LE') return
  throw new Error(
    `${path}: must be read and written where numbers are little-endian, got a big-endian processor`,
  )
}
