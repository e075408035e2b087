import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { copiedBytes } from '../values/copied-bytes'
import { fileError } from '../values/file-error'

const CHUNK = 1 << 20 // bytes

/** gzip by zlib, which decompresses on another thread. @throws while reading if the data is damaged or ends too early */
export async function* nodeGunzip(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  async function* copies() {
    for await (const chunk of chunks) yield copiedBytes(chunk)
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
