import { open } from 'node:fs/promises'
import { concatBytes } from '../lines/byte-source'
import { fileError } from '../values/file-error'

const CHUNK = 1 << 20 // bytes
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i
const STANDARD_INPUT = ['-', '/dev/stdin', '/dev/fd/0'] // which cannot be opened again where it is a socket

/** An open file, pipe or device, read once from its start. */
export interface OpenFile {
  /** The first bytes, fewer if it is shorter. Call it before `chunks`, which has them too. */
  firstBytes(count: number): Promise<Uint8Array>
  /** All bytes; a chunk is valid until the next one is requested. */
  chunks(): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

/**
 * Opens a file for reading; `-` is the standard input.
 *
 * @throws if it cannot be read, or is a directory
 */
export async function openFile(path: string): Promise<OpenFile> {
  const source = STANDARD_INPUT.includes(path) ? standardInput() : await fileAt(path)
  let head: Uint8Array | undefined
  return {
    async firstBytes(count) {
      let first: Uint8Array = new Uint8Array(0)
      while (first.length < count) {
        const { done, value } = await source.next()
        if (done) break
        first = concatBytes([first, value]) // copied, as the next chunk may stand in its place
      }
      head = first
      return first.subarray(0, count)
    },
    async *chunks() {
      if (head && head.length > 0) yield head
      yield* source
    },
    async close() {
      await source.return(undefined)
    },
  }
}

/** The bytes of a file, in chunks as those of `openFile`. @throws if it cannot be read */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  yield* (await openFile(path)).chunks()
}

/** The first bytes of a file; fewer if it is shorter. @throws if it cannot be read */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await openFile(path)
  try {
    return await file.firstBytes(count)
  } finally {
    await file.close()
  }
}

/** The chunks of a file that was opened, in one buffer, read from the present position on: a pipe has no other. */
async function fileAt(path: string): Promise<AsyncGenerator<Uint8Array>> {
  const file = await open(path).catch((cause) => {
    throw fileError(
      path,
      'a file that can be read',
      cause.code !== 'ENOENT'
        ? cause.message
        : ADDRESS.test(path)
          ? 'an address, to be downloaded first'
          : 'no such file',
      cause,
    )
  })
  if ((await file.stat()).isDirectory()) {
    await file.close()
    throw fileError(path, 'a file', 'a directory')
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      const buffer = new Uint8Array(CHUNK)
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, CHUNK, null)
        if (bytesRead === 0) return
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  }
  return chunks()
}

async function* standardInput(): AsyncGenerator<Uint8Array> {
  for await (const chunk of process.stdin) yield chunk
}
