import { readlink, realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/**
 * Where a file is written: where a symbolic link of its name leads to, also if nothing is there yet.
 *
 * @throws if links go round in a circle
 */
export async function placeOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    const target = await readlink(path).catch(() => undefined)
    return target === undefined ? path : placeOf(resolve(await realpath(dirname(path)), target))
  }
}
