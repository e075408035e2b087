import { randomBytes } from 'node:crypto'
import { lstat, readdir, realpath, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { ensureFolder, syncFolder } from '@hvamp/files'
import { badInput } from '../process/bad-input'
import { holdFolder } from './folder-lock'
import { requireWritable } from './writable'

/** Ends the name of a link that is not in its place yet. */
const unfinished = /^\.[0-9a-f]{16}\.hvamp-unfinished$/

/**
 * Refuses a path that a link could not take: what stands there must be a link, or nothing.
 *
 * @param option that names it, for the error
 */
export async function requireLink(path: string, option: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined)
  if (!found || found.isSymbolicLink()) return
  const got = found.isDirectory() ? 'a folder' : 'a file'
  throw badInput(`${option}: must be a link or a new name, got '${path}', which is ${got}`)
}

/**
 * Refuses a link that could not be made, before any work.
 *
 * @param option that names it, for the error
 */
export async function requireNewLink(link: string, option: string): Promise<void> {
  await requireLink(link, option)
  await requireWritable(link, option)
}

/**
 * Holds a link, as `holdFolder` does a folder: by a name of its own, for a lock of a link would be one of the folder that it
 * leads to.
 *
 * @throws bad input if another process holds it
 */
export async function holdLink(link: string): Promise<void> {
  await holdFolder(`${link}.link`, { name: link })
}

/**
 * Lets a link lead to a folder, in one step: a reader finds the old folder or the new one at any moment, also after a kill.
 *
 * The process must hold the link. What a killed one left is removed first.
 */
export async function moveLink(link: string, folder: string): Promise<void> {
  await requireLink(link, 'link')
  await ensureFolder(dirname(link))
  const parent = await realpath(dirname(link))
  const name = basename(link)
  for (const entry of await readdir(parent)) {
    const isLeft = entry.startsWith(name) && unfinished.test(entry.slice(name.length))
    if (isLeft) await rm(join(parent, entry), { force: true })
  }
  const temporary = join(parent, `${name}.${randomBytes(8).toString('hex')}.hvamp-unfinished`)
  await symlink(relative(parent, await realpath(folder)), temporary, 'dir')
  try {
    await rename(temporary, join(parent, name))
    await syncFolder(parent)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
