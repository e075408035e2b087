import { closeSync, openSync, writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { firstHash, lastHash, nextHash, shardOfHash } from '../interactions/user-shard'

const chunkLength = 4096 // entries of a part that are written at once

/** Entries of some users, in the order in which they were added. */
export interface PartEntries {
  readonly users: Int32Array
  readonly items: Int32Array
  /** Absent where entries have none. */
  readonly values: Float32Array | undefined
  /** The place of each among all entries. */
  readonly positions: Float64Array
}

/** Entries in files of a folder: all entries of a user are in the same one. */
export interface ScatteredEntries {
  /** How many files there are. */
  readonly partCount: number
  /** Entries added so far. */
  readonly size: number
  add(user: number, item: number, value: number): void
  /** Writes what is left, and closes the files; nothing can be added then. */
  end(): void
  /** The file of a part. */
  pathOf(part: number): string
  /** Reads one of the parts, from 0, after the end. */
  read(part: number): Promise<PartEntries>
}

/** The part that a user is in: by a hash of the number, so that every part has users by chance. */
function partOfUser(user: number, partCount: number): number {
  return shardOfHash(lastHash(nextHash(firstHash, user)), partCount)
}

/** Begins to scatter entries to new files of a folder. */
export function scatteredEntries(
  folder: string,
  { values: hasValues, partCount }: { readonly values: boolean; readonly partCount: number },
): ScatteredEntries {
  const pathOf = (part: number) => join(folder, `entries-${part}`)
  const files = Array.from({ length: partCount }, (_, part) => openSync(pathOf(part), 'wx'))
  const chunks = files.map(() => newChunk(chunkLength, hasValues))
  const counts = new Float64Array(partCount)
  let size = 0
  let isEnded = false

  function flush(part: number, length: number): void {
    for (const column of columnsOf(chunks[part]!)) {
      const { buffer, byteOffset, byteLength } = column.subarray(0, length)
      for (let from = 0; from < byteLength; ) {
        from += writeSync(files[part]!, new Uint8Array(buffer, byteOffset + from, byteLength - from))
      }
    }
  }

  return {
    partCount,
    get size() {
      return size
    },
    add(user, item, value) {
      const part = partOfUser(user, partCount)
      const { users, items, values, positions } = chunks[part]!
      const at = counts[part]! % chunkLength
      users[at] = user
      items[at] = item
      if (values) values[at] = value
      positions[at] = size++
      counts[part]! += 1
      if (at + 1 === chunkLength) flush(part, chunkLength)
    },
    end() {
      if (isEnded) return
      isEnded = true
      for (const [part, file] of files.entries()) {
        flush(part, counts[part]! % chunkLength)
        closeSync(file)
      }
      chunks.splice(0)
    },
    pathOf,
    async read(part) {
      const { buffer, byteOffset } = await readFile(pathOf(part))
      const count = counts[part]!
      const entries = newChunk(count, hasValues)
      let offset = byteOffset
      for (let from = 0; from < count; from += chunkLength) {
        const length = Math.min(chunkLength, count - from)
        for (const column of columnsOf(entries)) {
          const bytes = new Uint8Array(buffer, offset, length * column.BYTES_PER_ELEMENT)
          new Uint8Array(column.buffer).set(bytes, from * column.BYTES_PER_ELEMENT)
          offset += bytes.length
        }
      }
      return entries
    },
  }
}

function newChunk(length: number, hasValues: boolean): PartEntries {
  return {
    positions: new Float64Array(length),
    users: new Int32Array(length),
    items: new Int32Array(length),
    values: hasValues ? new Float32Array(length) : undefined,
  }
}

function columnsOf({ positions, users, items, values }: PartEntries) {
  return values ? [positions, users, items, values] : [positions, users, items]
}
