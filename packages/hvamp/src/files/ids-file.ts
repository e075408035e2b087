import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { badInput } from '../process/bad-input'
import { writeWhole } from './write-file'

/** The file beside one that has no place for ids: `items.npy` has `items.ids.txt`. */
export function idsFile(path: string): string {
  return `${path.slice(0, path.length - extname(path).length)}.ids.txt`
}

/** What ends a line for some readers, as for Python's `splitlines`. */
const LINE_ENDS = ['\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029']

/** @throws bad input if an id has a line break, so that it cannot stand in the file beside `path` */
export function requireLines(path: string, ids: readonly string[]): void {
  const broken = ids.find((id) => LINE_ENDS.some((end) => id.includes(end)))
  if (broken === undefined) return
  throw badInput(
    `${path}: ids must have no line breaks, for ${idsFile(path)} has one a line, got ${JSON.stringify(broken)}: choose a file that ends in .parquet, which has a column of them`,
  )
}

/** @throws bad input if the file beside `path`, which is there already for another file, has other ids */
export async function requireSameIds(path: string, ids: readonly string[], option: string): Promise<void> {
  if ((await readFile(idsFile(path), 'utf8')) === linesOf(ids)) return
  throw badInput(
    `${option}: must have the ids that ${idsFile(path)} has, which stand beside another file of vectors, got '${path}' with other ones: choose another ${option}`,
  )
}

/** Writes the ids of what a file has in the same order, one a line, beside it. */
export async function writeIds(path: string, ids: readonly string[]): Promise<void> {
  await writeWhole(idsFile(path), linesOf(ids))
}

const linesOf = (ids: readonly string[]) => ids.map((id) => `${id}\n`).join('')
