import { type FileHandle, open } from 'node:fs/promises'

/**
 * Makes a file, and closes it once it is written.
 *
 * @throws naming it, if it is there already or could not be written
 */
export async function newFile(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    const file = await open(path, 'wx')
    try {
      await write(file)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new Error(`${path}: could not be written: ${(cause as Error).message}`, { cause })
  }
}
