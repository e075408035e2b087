import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { idHash } from '../files/id-hash'
import { writeWhole } from '../files/write-file'
import { badInput } from '../process/bad-input'
import { aboutParts, partName } from './part-names'

const fileOf = (folder: string, index: number) => join(folder, aboutParts, `${partName(index)}.users`)

/** The users of a part, 64 bits each: where the files are divided, nothing else tells whether a user is in two parts. */
export interface PartUsers {
  add(user: string): void
  /** Writes them beside the manifest of the part. */
  write(folder: string, index: number): Promise<void>
}

/** No users yet. */
export function partUsers(): PartUsers {
  let hashes = new BigUint64Array(1024)
  let count = 0
  return {
    add(user) {
      if (count === hashes.length) {
        const more = new BigUint64Array(2 * count)
        more.set(hashes)
        hashes = more
      }
      hashes[count++] = idHash(user)
    },
    async write(folder, index) {
      const own = hashes.subarray(0, count)
      await writeWhole(fileOf(folder, index), new Uint8Array(own.buffer, 0, own.byteLength))
    },
  }
}

/**
 * Checks that no user is in two parts, or twice in one.
 *
 * @throws bad input, naming a part that has a user once more
 */
export async function requireDifferentUsers(folder: string, parts: number): Promise<void> {
  const ofParts: BigUint64Array[] = []
  for (let index = 0; index < parts; index++) {
    const bytes = new Uint8Array(await readFile(fileOf(folder, index))) // copied, for its numbers begin at a multiple of 8 then
    ofParts.push(new BigUint64Array(bytes.buffer, 0, bytes.length / 8))
  }
  const all = new BigUint64Array(ofParts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const hashes of ofParts) {
    all.set(hashes, at)
    at += hashes.length
  }
  all.sort()
  const twice = all.find((hash, place) => place > 0 && hash === all[place - 1])
  if (twice === undefined) return
  const names = ofParts.flatMap((hashes, index) => (hashes.includes(twice) ? [partName(index)] : []))
  const where =
    names.length > 1 ? `of both ${names.slice(0, 2).join(' and ')}` : `of two files of ${names[0]}`
  throw badInput(
    `${folder}: every file must have all rows of its users (--shard-by files), got a user ${where}: divide by --shard-by users`,
  )
}
