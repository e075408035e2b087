import { extname } from 'node:path'
import { badInput } from '../process/bad-input'
import { writeWhole } from './write-file'

/** The file beside one that has no place for ids: `items.npy` has `items.ids.txt`. */
export function idsFile(path: string): string {
  return `${path.slice(0, path.length - extname(path).length)}.ids.txt`
}

/** @throws bad input if an id has a line break, so that it cannot stand in the file beside `path` */
export function requireLines(path: string, ids: readonly string[]): void {
  if (!ids.some((id) => /[\r\n]/.test(id))) return
  throw badInput(`${path}: ids must have no line breaks in ${idsFile(path)}`)
}

/** Writes the ids of what a file has in the same order, one a line, beside it. */
export async function writeIds(path: string, ids: readonly string[]): Promise<void> {
  await writeWhole(idsFile(path), ids.map((id) => `${id}\n`).join(''))
}
