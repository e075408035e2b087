import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'

/** Where a folder is, links followed; of one that is not there, its whole path. */
export function realFolder(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}
