import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredBlocks } from '@hvamp/data/node'
import { isFile } from '../files/folders'
import { idHash } from '../files/id-hash'
import { writeWhole } from '../files/write-file'
import { badInput } from '../process/bad-input'
import { runFiles } from './run-files'

const mark = Buffer.from('hvampusr')
const wordBytes = 8

/**
 * Writes which users a run was trained on, without their ids: the mark, their number, and the first 8 bytes of the SHA-256 of
 * each id, ascending, as little-endian integers of 64 bits.
 *
 * An id that somebody guesses can be looked up in it, as in `per-user.csv` those of the test users; the folder of the model has
 * neither file.
 */
export async function writeTrainedUsers(
  folder: string,
  users: readonly string[] | StoredBlocks,
): Promise<void> {
  const hashes = ('blocks' in users ? await hashesOf(users) : BigUint64Array.from(users, idHash)).sort()
  const bytes = Buffer.alloc((2 + hashes.length) * wordBytes)
  mark.copy(bytes)
  bytes.writeBigUInt64LE(BigInt(hashes.length), wordBytes)
  for (const [i, hash] of hashes.entries()) bytes.writeBigUInt64LE(hash, (2 + i) * wordBytes)
  await writeWhole(join(folder, runFiles.trainedUsers), bytes)
}

async function hashesOf(users: StoredBlocks): Promise<BigUint64Array> {
  const hashes = new BigUint64Array(users.userCount)
  let next = 0
  for (const block of users.blocks.keys()) {
    for (const id of await users.userIds(block)) hashes[next++] = idHash(id)
  }
  return hashes
}

/** The users that a run was trained on. */
export interface TrainedUsers {
  readonly count: number
  has(id: string): boolean
}

/**
 * Which users a run was trained on; undefined for a run of an early version, which did not write it.
 *
 * @throws bad input if the file is damaged
 */
export async function readTrainedUsers(folder: string): Promise<TrainedUsers | undefined> {
  const path = join(folder, runFiles.trainedUsers)
  if (!(await isFile(path))) return undefined
  const bytes = await readFile(path)
  const count = bytes.length >= 2 * wordBytes ? Number(bytes.readBigUInt64LE(wordBytes)) : 0
  const length = (2 + count) * wordBytes
  if (!bytes.subarray(0, wordBytes).equals(mark) || bytes.length !== length) {
    throw badInput(`${path}: must be the users of a run in ${length} bytes, got ${bytes.length} other bytes`)
  }
  const hashAt = (place: number) => bytes.readBigUInt64LE((2 + place) * wordBytes)
  for (let place = 1; place < count; place++) {
    if (hashAt(place - 1) < hashAt(place)) continue
    throw badInput(`${path}: must have its ${count} users in order, got user ${place + 1} out of it`)
  }
  return {
    count,
    has(id) {
      const hash = idHash(id)
      let [low, high] = [0, count] // the first hash that is not below is in [low, high]
      while (low < high) {
        const middle = (low + high) >> 1
        if (hashAt(middle) < hash) low = middle + 1
        else high = middle
      }
      return low < count && hashAt(low) === hash
    },
  }
}
