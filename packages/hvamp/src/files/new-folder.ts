import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ensureFolder, syncFolder } from '@hvamp/files'

/** Ends the name of a folder that is not whole yet. Nobody else's folder ends like this. */
const ending = String.raw`\.[0-9a-f]{16}\.hvamp-unfinished`
const unfinished = new RegExp(`^${ending}$`)

/**
 * Makes a folder whole or not at all: a kill or a power cut at any moment leaves the whole folder or none of its name.
 *
 * It is filled under a name of its own beside, and then renamed. What a killed process left of the same folder is removed
 * first, so this process must hold the folder (`holdFolder`).
 *
 * @param folder which must not exist
 * @param fill writes the files, and syncs them, into the folder of the path that it gets
 */
export async function makeFolder(folder: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const parent = dirname(folder)
  await ensureFolder(parent)
  await removeUnfinishedFolders(folder)
  const temporary = join(parent, `${basename(folder)}.${randomBytes(8).toString('hex')}.hvamp-unfinished`)
  await mkdir(temporary)
  try {
    await fill(temporary)
    await rename(temporary, folder)
    await syncFolder(parent)
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {}) // the first failure is the one to report
    throw error
  }
}

/** What is said of a folder while it is made, with the name that it gets when it is whole. */
export function namedAsWhole(text: string): string {
  return text.replace(new RegExp(ending, 'g'), '')
}

/** Removes what a killed `makeFolder` left of a folder. */
async function removeUnfinishedFolders(folder: string): Promise<void> {
  const [parent, name] = [dirname(folder), basename(folder)]
  for (const entry of await readdir(parent)) {
    const isLeft = entry.startsWith(name) && unfinished.test(entry.slice(name.length))
    if (isLeft) await rm(join(parent, entry), { recursive: true, force: true })
  }
}
