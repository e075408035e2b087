import { stat } from 'node:fs/promises'

/** Whether there is something of this name. */
export async function exists(path: string): Promise<boolean> {
  return (await kindOf(path)) !== undefined
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
