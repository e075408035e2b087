import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { placeFile } from '@hvamp/files'
import type { ArraySource } from './array-source'
import {
  decodeSafetensorsHeader,
  encodeSafetensorsHeader,
  type SafetensorsEntry,
  safetensorsHeaderLength,
} from './safetensors-header'

/** Names of array files: their kind, then the start of their SHA-256. */
export const arrayFileName = /^[a-z]+-[0-9a-f]{16}\.safetensors$/

const MOST_AT_ONCE = 2 ** 30 // bytes: hashes and reads of Node take fewer than 2 ** 31

/** A file that is named by its content: it is never changed, only replaced by one of another name. */
export interface ArrayFile {
  readonly name: string
  /** SHA-256 in hex. */
  readonly sha256: string
}

/**
 * Writes arrays to a safetensors file in a folder, one array in memory at a time.
 *
 * @param kind begins the file's name: lower-case letters
 * @throws if the file could not be written; nothing is left of it then
 * @example await writeArrayFile('model', 'weights', arraySource(await readWeights(weights)))
 */
export async function writeArrayFile(folder: string, kind: string, arrays: ArraySource): Promise<ArrayFile> {
  const nameOf = (sha256: string) => `${kind}-${sha256.slice(0, 16)}.safetensors`
  const sha256 = await placeFile(
    join(folder, kind),
    async (file) => {
      const hash = createHash('sha256')
      const append = async (bytes: Uint8Array) => {
        for (let from = 0; from < bytes.length; from += MOST_AT_ONCE) {
          const part = bytes.subarray(from, from + MOST_AT_ONCE)
          hash.update(part)
          await file.appendFile(part)
        }
      }
      await append(encodeSafetensorsHeader(arrays.shapes))
      for (const name of Object.keys(arrays.shapes)) {
        const values = await arrays.read(name)
        await append(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
      }
      return hash.digest('hex')
    },
    nameOf,
  )
  return { name: nameOf(sha256), sha256 }
}

/**
 * The arrays of a file, which is checked as a whole before the first is read.
 *
 * @throws if the file is missing, or is not what was written
 */
export async function openArrayFile(folder: string, { name, sha256 }: ArrayFile): Promise<ArraySource> {
  const path = join(folder, name)
  const found = await digestOf(path)
  if (found !== sha256) {
    throw new Error(`${path}: the file is damaged: its SHA-256 must be ${sha256}, got ${found}`)
  }
  const { entries, dataStart } = await withFile(path, (file) => readHeader(path, file))
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  return {
    shapes: Object.fromEntries(entries.map((entry) => [entry.name, entry.shape])),
    read: (name) =>
      withFile(path, async (file) => {
        const entry = byName.get(name)
        if (!entry) throw new Error(`${path}: must hold '${name}'`)
        const values = new Float32Array((entry.end - entry.start) / 4)
        await fill(path, file, new Uint8Array(values.buffer), dataStart + entry.start)
        return values
      }),
  }
}

/** Removes the array files of some kinds but those that are kept: nothing refers to them any more. */
export async function removeOtherArrayFiles(
  folder: string,
  kinds: readonly string[],
  kept: readonly (ArrayFile | undefined)[],
): Promise<void> {
  for (const name of await readdir(folder)) {
    const isOurs = arrayFileName.test(name) && kinds.some((kind) => name.startsWith(`${kind}-`))
    if (isOurs && !kept.some((file) => file?.name === name)) await rm(join(folder, name), { force: true })
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    for await (const block of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(block)
  } catch (cause) {
    throw new Error(`${path}: could not be read: ${(cause as Error).message}`, { cause })
  }
  return hash.digest('hex')
}

async function readHeader(
  path: string,
  file: FileHandle,
): Promise<{ entries: readonly SafetensorsEntry[]; dataStart: number }> {
  const { size } = await file.stat()
  const first = await fill(path, file, new Uint8Array(8), 0)
  const json = await fill(path, file, new Uint8Array(safetensorsHeaderLength(first, size, path)), 8)
  const dataStart = 8 + json.length
  return { ...decodeSafetensorsHeader(json, size - dataStart, path), dataStart }
}

/** Fills `bytes` from a position in the file: one read may bring less than it was asked for. */
async function fill(
  path: string,
  file: FileHandle,
  bytes: Uint8Array,
  position: number,
): Promise<Uint8Array> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await file.read(
      bytes,
      done,
      Math.min(bytes.length - done, MOST_AT_ONCE),
      position + done,
    )
    if (bytesRead === 0) throw new Error(`${path}: must have ${position + bytes.length} bytes, got fewer`)
    done += bytesRead
  }
  return bytes
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}
