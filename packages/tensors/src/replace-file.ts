import { type FileHandle, open, rename, rm } from 'node:fs/promises'

/**
 * Writes a file beside and renames it, so that whatever happens there is what was there before or the whole new file.
 *
 * @param beside path to write to first
 * @param write fills the file
 * @param path where it belongs, which may depend on what `write` gave
 * @throws if it could not be written, naming the file; nothing is left of it then
 */
export async function replaceFile<T>(
  beside: string,
  write: (file: FileHandle) => Promise<T>,
  path: (written: T) => string,
): Promise<T> {
  try {
    const file = await open(beside, 'w')
    let written: T
    try {
      written = await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(beside, path(written))
    return written
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {}) // what failed first is what matters
    throw new Error(`${beside}: could not be written: ${(cause as Error).message}`, { cause })
  }
}

/** Makes the renaming of files last through a power cut, where the system can do so for a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
