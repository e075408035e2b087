import { open } from 'node:fs/promises'

/**
 * Makes a renaming in a folder last through a power cut. Windows has no call for it.
 *
 * @example await syncFolder('models')
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
