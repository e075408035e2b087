import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'

/**
 * Makes a folder, and those around it, where they are not there.
 *
 * Of a relative path Node would try for ever where the working folder of the process was removed; this fails later, in words of
 * the system.
 *
 * @returns the first folder that was made; undefined if all were there
 * @throws as the system does, such as EACCES or ENOTDIR
 * @example await ensureFolder('runs/1')
 */
export async function ensureFolder(path: string): Promise<string | undefined> {
  return mkdir(resolve(path), { recursive: true })
}
