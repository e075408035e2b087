import { type FileHandle, open } from 'node:fs/promises'
import { fileError } from '../text/file-error'

const CHUNK = 1 << 20 // bytes

/**
 * The bytes of a file in chunks that share one buffer: a chunk is valid until the next one is requested.
 *
 * @throws if it cannot be read
 */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await openFile(path)
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

/** The first bytes of a file; fewer if it is shorter. @throws if it cannot be read */
export async function firstBytes(path: string, count: number): Promise<Uint8Array> {
  const file = await openFile(path)
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
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
