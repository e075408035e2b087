import { randomBytes } from 'node:crypto'
import type { Stats } from 'node:fs'
import { chmod, type FileHandle, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { placeOf } from './place-of'
import { syncFolder } from './sync-folder'

/** Ends the name of a file that is not whole yet. Nobody else's file ends like this. */
const unfinished = /\.[0-9a-f]{16}\.hvamp-unfinished$/

/**
 * Replaces a file whole or not at all: a kill or a power cut at any moment leaves the old file or the new one.
 *
 * The content goes to a file of another name in the same folder, which is synced to the disk and then renamed. It gets the rights of the
 * file that it replaces, and its owner and group as far as this process may give them; where a symbolic link stands, the file that it
 * leads to is replaced, or made.
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
  let temporary: string | undefined
  try {
    const place = await placeOf(path) // a link stays, and leads to the new file
    temporary = `${place}.${randomBytes(8).toString('hex')}.hvamp-unfinished`
    const old = await stat(place).catch(() => undefined)
    const rights = old && old.mode & 0o777
    const file = await open(temporary, 'wx', rights === undefined ? undefined : rights | 0o600)
    let written: T
    try {
      if (old) await giveTo(file, old)
      written = await write(file, temporary)
      await file.sync()
    } finally {
      await file.close()
    }
    const name = nameOf(written)
    const target = name === basename(path) ? place : join(dirname(path), name)
    if (rights !== undefined && rights !== ((await stat(temporary)).mode & 0o777))
      await chmod(temporary, rights)
    await rename(temporary, target)
    await syncFolder(dirname(target))
    return written
  } catch (cause) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => {}) // the first failure is the one to report
    throw new Error(`${path}: could not be written: ${(cause as Error).message}`, { cause })
  }
}

/** Makes a file one of an owner and a group: of the group alone where this process may not give files away, of neither where not even that. */
async function giveTo(file: FileHandle, { uid, gid }: Stats): Promise<void> {
  const now = await file.stat()
  if (now.uid === uid && now.gid === gid) return
  await file.chown(uid, gid).catch(() => file.chown(now.uid, gid).catch(() => {}))
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
