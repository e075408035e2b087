import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

const MOST_AT_ONCE = 2 ** 30 // bytes: reads and hashes of Node take fewer than 2 ** 31

/**
 * The bytes of a file of any length: `readFile` of Node takes none of 2 GiB or more.
 *
 * @throws if it cannot be read, or becomes shorter meanwhile
 * @example const bytes = await readWhole('weights.safetensors')
 */
export async function readWhole(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const bytes = new Uint8Array(size)
    for (let done = 0; done < size; ) {
      const { bytesRead } = await file.read(bytes, done, Math.min(size - done, MOST_AT_ONCE), done)
      if (bytesRead === 0) throw new Error(`must have ${size} bytes, got ${done}`)
      done += bytesRead
    }
    return bytes
  } finally {
    await file.close()
  }
}

/**
 * SHA-256 in hex, of bytes of any length.
 *
 * @example sha256Of(await readWhole('weights.safetensors'))
 */
export function sha256Of(bytes: Uint8Array): string {
  const hash = createHash('sha256')
  for (let from = 0; from < bytes.length; from += MOST_AT_ONCE) {
    hash.update(bytes.subarray(from, from + MOST_AT_ONCE))
  }
  return hash.digest('hex')
}
