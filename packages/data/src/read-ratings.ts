import { type FileHandle, open } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { decompressed } from './byte-source'
import { fileError } from './file-error'
import type { Interactions } from './interactions'
import { type ReadingOptions, readLines } from './read-interactions'

const CHUNK = 1 << 20 // bytes

/**
 * Reads interactions from a file, gzip or not (by its first bytes): CSV, TSV, MovieLens `::`, `u.data` or adjacency
 * lists. Order and duplicates as in `readInteractions`.
 *
 * @throws as `file:line: expected …, got …` at the first thing wrong; the signal's reason if aborted
 * @example const ratings = await readRatings('ratings.csv')
 */
export async function readRatings(path: string, options: ReadingOptions = {}): Promise<Interactions> {
  const file = await openFile(path)
  try {
    let bytes = 0
    const chunks = chunksOf(file, (count) => {
      bytes += count
    })
    return await readLines(decompressed(chunks, path, gunzip), path, options, () => bytes)
  } finally {
    await file.close()
  }
}

async function openFile(path: string): Promise<FileHandle> {
  let file: FileHandle
  try {
    file = await open(path)
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw fileError(path, 'a file that can be read', code === 'ENOENT' ? 'no such file' : message, cause)
  }
  if ((await file.stat()).isDirectory()) {
    await file.close()
    throw fileError(path, 'a file', 'a directory')
  }
  return file
}

/** The bytes of a file, all in the same buffer: a chunk is valid until the next one is asked for. */
async function* chunksOf(file: FileHandle, onRead: (count: number) => void): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK)
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, null)
    if (bytesRead === 0) return
    onRead(bytesRead)
    yield buffer.subarray(0, bytesRead)
  }
}

/** gzip by zlib, which decompresses on another thread. */
async function* gunzip(chunks: AsyncGenerator<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  async function* copies() {
    for await (const chunk of chunks) yield chunk.slice()
  }
  const inflated = createGunzip({ chunkSize: CHUNK })
  pipeline(Readable.from(copies(), { highWaterMark: 1 }), inflated, () => {}) // an error comes out of `inflated` too
  try {
    yield* inflated
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (!code?.startsWith('Z_')) throw cause
    const got = code === 'Z_BUF_ERROR' ? 'data that ends too early' : `damaged data (${message})`
    throw fileError(name, 'complete gzip data', got, cause)
  }
}
