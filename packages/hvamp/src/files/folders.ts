import { lstat, stat } from 'node:fs/promises'

/** Whether there is something of this name. */
export async function exists(path: string): Promise<boolean> {
  return (await kindOf(path)) !== undefined
}

/** Whether a name is taken, also by a link that leads to nothing. */
export async function isTaken(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** Whether there is a folder of this name. */
export async function isFolder(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'folder'
}

/** Whether there is a file of this name. */
export async function isFile(path: string): Promise<boolean> {
  return (await kindOf(path)) === 'file'
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'other' | undefined> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return 'folder'
    return found.isFile() ? 'file' : 'other'
  } catch {
    return undefined
  }
}
