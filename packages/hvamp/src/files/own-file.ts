import { open } from 'node:fs/promises'

/** A kind of file that hvamp writes, which tells such files from those of other programs: --force replaces no others. */
export interface OwnFile {
  /** Of its files, for errors: 'lists of items'. */
  readonly name: string
  /** Whether a file, which is there, is one that hvamp could have written. */
  isOf(path: string): Promise<boolean>
}

/** A kind that the first bytes of its files tell. @param isStart gets them as Latin-1 */
export function ownFileByStart(name: string, isStart: (start: string) => boolean): OwnFile {
  return { name, isOf: async (path) => isStart((await bytesOf(path, 0, 1 << 16)).toString('latin1')) }
}

/** Some bytes of a file, or fewer where it ends before. */
export async function bytesOf(path: string, from: number, count: number): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.max(0, Math.min(count, size - from)))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, from + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return bytes.subarray(0, filled)
  } finally {
    await file.close()
  }
}
