import { randomBytes } from 'node:crypto'
import { type FileHandle, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { syncFolder } from './sync-folder'

/** Ends the name of a file that is not whole yet. Nobody else's file ends like this. */
const unfinished = /\.[0-9a-f]{16}\.hvamp-unfinished$/

/**
 * Replaces a file whole or not at all: a kill or a power cut at any moment leaves the old file or the new one.
 *
 * The content goes to a file of another name in the same folder, which is synced to the disk and then renamed.
 *
 * @param path of the file, in a folder that exists
 * @param content text (written as UTF-8), bytes, or either in parts
 * @throws if the file cannot be written, naming `path`; the old file stays, and nothing is left of the new one
 * @example await replaceFile('report.json', JSON.stringify(report))
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  await placeFile(
    path,
    (file) => writeFile(file, content),
    () => basename(path),
  )
}

/**
 * Writes a file whole or not at all, like `replaceFile`, under a name that may depend on its content.
 *
 * @param path of the file in errors; its folder, which must exist, is where the file goes
 * @param write fills the empty file. Also gets the file's path for the moment, for libraries that open files by name
 * @param nameOf the file's final name in that folder, from what `write` returned
 * @returns what `write` returned
 * @throws if the file cannot be written, naming `path`; nothing is left of it then
 * @example
 * await placeFile('model/weights', writeAndHash, (sha256) => `weights-${sha256}.bin`)
 */
export async function placeFile<T>(
  path: string,
  write: (file: FileHandle, temporaryPath: string) => Promise<T>,
  nameOf: (written: T) => string,
): Promise<T> {
  const folder = dirname(path)
  const temporary = `${path}.${randomBytes(8).toString('hex')}.hvamp-unfinished`
  try {
    const file = await open(temporary, 'wx')
    let written: T
    try {
      written = await write(file, temporary)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, join(folder, nameOf(written)))
    await syncFolder(folder)
    return written
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {}) // the first failure is the one to report
    throw new Error(`${path}: could not be written: ${(cause as Error).message}`, { cause })
  }
}

/**
 * Removes the unfinished files that a killed process left in a folder. No process may be writing these files meanwhile.
 *
 * @param names of the files, as they were passed to `replaceFile` and `placeFile` without their folder
 * @example await removeUnfinished('model', ['model.json', 'weights'])
 */
export async function removeUnfinished(folder: string, names: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    const isLeft = unfinished.test(name) && names.includes(name.replace(unfinished, ''))
    if (isLeft) await rm(join(folder, name), { force: true })
  }
}
