import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ensureFolder, replaceFile } from '@hvamp/files'
import { isFolder } from '../files/folders'
import { makeFolder } from '../files/new-folder'
import { badInput, isBadInput } from '../process/bad-input'
import { removeRun } from '../runs/run-folder'
import { isStoreError, type ObjectStore } from './object-store'
import {
  digestOf,
  manifestBytes,
  manifestFrom,
  mostOfManifest,
  pieceBytes,
  piecesOf,
  type RunManifest,
  type StoredFile,
} from './run-manifest'
import { progressOf, type RunProgress } from './run-progress'
import { type OpenedFile, withSnapshot } from './run-snapshot'

/** A run in an object store: its pieces, and a manifest, written last, that says which of them are its files. */
export interface StoredRun {
  /** Where it is. */
  readonly shown: string
  /** How far the run is there; undefined if there is none. @throws bad input if its manifest is damaged */
  find(): Promise<RunProgress | undefined>
  /**
   * Makes the folder of what was found last, whole or not at all, in place of the run that is there.
   *
   * @param check of the folder, before it gets its name
   * @throws bad input if a piece is missing or damaged
   */
  place(folder: string, check: (temporary: string) => Promise<void>): Promise<void>
  /** Puts what has changed in a folder since the last time, which no other process may do at the same time. */
  put(folder: string): Promise<void>
  /** What is there may be damaged, as it is where a piece could not be fetched: the next `put` puts all of it. */
  doubt(): void
  /** Removes all of it. */
  remove(): Promise<void>
}

/** @param key of all that the run has in the store, of letters, digits and hyphens */
export function storedRun(store: ObjectStore, key: string): StoredRun {
  const keyOf = (piece: string) => `${key}/pieces/${piece}`
  const manifestKey = `${key}/run.json`
  const shown = `${store.shown}/${key}`
  let last: RunManifest | undefined
  let isDoubted = false
  let stale: ReadonlySet<string> = new Set() // pieces of the manifest before: somebody may just be reading it
  const sent = new Set<string>() // pieces that no manifest has yet: those of a call that failed are not put again
  const hashed = new Map<string, readonly string[]>()

  /** The pieces of a file; those that the store lacks are put. */
  async function piecesOfFile({ path, handle }: OpenedFile, known: ReadonlySet<string>): Promise<StoredFile> {
    const isThere = (piece: string) => (known.has(piece) && !isDoubted) || sent.has(piece)
    const { size, mtimeMs, ino } = await handle.stat()
    const version = `${path} ${size} ${mtimeMs} ${ino}`
    const before = hashed.get(version)
    if (before?.every(isThere)) return { path, size, pieces: [...before] }
    const pieces: string[] = []
    for (let at = 0; at < size; at += pieceBytes) {
      const bytes = await readAt(handle, at, Math.min(pieceBytes, size - at), path)
      const piece = digestOf(bytes)
      if (!isThere(piece)) await store.put(keyOf(piece), bytes)
      sent.add(piece)
      pieces.push(piece)
    }
    hashed.set(version, pieces)
    return { path, size, pieces }
  }

  async function fetchFile({ size, pieces }: StoredFile, path: string): Promise<void> {
    await ensureFolder(dirname(path))
    await replaceFile(path, content()).catch((error: Error) => {
      isDoubted ||= isBadInput(error.cause)
      throw isStoreError(error.cause) || isBadInput(error.cause) ? error.cause : error // not of the file
    })

    async function* content() {
      for (const [i, piece] of pieces.entries()) {
        const expected = Math.min(pieceBytes, size - i * pieceBytes)
        const bytes = await store.get(keyOf(piece), expected)
        if (!bytes) throw badInput(`${shown}: must have the piece ${piece}, got none`)
        if (bytes.length !== expected || digestOf(bytes) !== piece) {
          throw badInput(`${shown}: the piece ${piece} is damaged: it has another SHA-256`)
        }
        yield bytes
      }
    }
  }

  return {
    shown,
    async find() {
      const bytes = await store.get(manifestKey, mostOfManifest)
      last = bytes && manifestFrom(bytes, `${shown}/run.json`)
      return last?.progress
    },
    async place(folder, check) {
      await makeFolder(folder, async (temporary) => {
        for (const file of last!.files) await fetchFile(file, join(temporary, ...file.path.split('/')))
        await check(temporary)
        if (await isFolder(folder)) await removeRun(folder)
      })
    },
    async put(folder) {
      const progress = await progressOf(folder)
      if (!progress) throw new Error(`${folder}: must be a run, got none`)
      const known = piecesOf(last)
      const files = await withSnapshot(folder, async (opened) => {
        const stored: StoredFile[] = []
        for (const file of opened) stored.push(await piecesOfFile(file, known))
        return stored
      })
      const run: RunManifest = { format: 'hvamp-run', version: 1, folder, progress, files }
      await store.put(manifestKey, manifestBytes(run))
      const now = piecesOf(run)
      const gone = [...stale, ...sent].filter((piece) => !known.has(piece) && !now.has(piece))
      stale = known
      last = run
      isDoubted = false
      sent.clear()
      for (const piece of gone) await store.remove(keyOf(piece))
    },
    doubt() {
      isDoubted = true
    },
    async remove() {
      await store.remove(manifestKey)
      for (const name of await store.keysIn(`${key}/`)) {
        if (/^pieces\/[\da-f]{64}$/.test(name)) await store.remove(`${key}/${name}`)
      }
      last = undefined
      isDoubted = false
      stale = new Set()
      sent.clear()
      hashed.clear()
    },
  }
}

async function readAt(
  handle: FileHandle,
  position: number,
  length: number,
  path: string,
): Promise<Uint8Array> {
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await handle.read(bytes, done, length - done, position + done)
    if (bytesRead === 0)
      throw new Error(`${path}: must have the length that it began with, got a shorter one`)
    done += bytesRead
  }
  return bytes
}
