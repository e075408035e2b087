import { realpath, stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { badInput } from '../process/bad-input'
import { matchingFiles } from './matching-files'

/** How options write what is a path otherwise: a file of ids, a database in a file. */
const prefix = /^(@|sqlite:|duckdb:)/

/** What hvamp writes into the folder of a run, a model or a shard, and reads there. */
const ownFile = /(^|[/\\])(model[/\\].*|part-[^/\\]*|[^/\\]*\.(jsonl?|safetensors))$/

/**
 * Refuses a file to be replaced that the command reads: by what it is on the disk, whatever links lead to it.
 *
 * @param words that may name what is read: the arguments and the values of all other options
 * @throws bad input if one of them is the file, matches it, or is a folder of which it is a part
 */
export async function requireOtherOutput(out: string, words: readonly string[]): Promise<void> {
  const replaced = await found(out)
  if (!replaced) return
  for (const word of words) {
    const paths = await matchingFiles(word.replace(prefix, '')).catch(() => [])
    for (const path of paths) {
      const read = await found(path)
      if (!read) continue
      const isSame = read.dev === replaced.dev && read.ino === replaced.ino
      const within = read.isFolder ? relative(read.path, replaced.path) : `..${sep}`
      if (!isSame && (within.startsWith('..') || !ownFile.test(within))) continue
      const which = isSame ? `which is ${word}` : `a part of ${word}`
      throw badInput(`--out: must be a file that the command does not read, got '${out}', ${which}`)
    }
  }
}

/** What is behind a path, if there is something. */
async function found(path: string) {
  try {
    const whole = await realpath(path)
    const stats = await stat(whole)
    return { path: whole, dev: stats.dev, ino: stats.ino, isFolder: stats.isDirectory() }
  } catch {
    return undefined
  }
}
