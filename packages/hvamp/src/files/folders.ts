import { stat } from 'node:fs/promises'
import { badInput } from '../process/bad-input'

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

/**
 * Refuses a folder that a command makes, if there is something of its name already.
 *
 * @param option that names it, for the error
 */
export async function requireNewFolder(folder: string, option: string): Promise<void> {
  if (await exists(folder)) {
    throw badInput(`${option}: must be a new folder, got '${folder}', which is there already`)
  }
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
