import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Interactions, Reading } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { exists, isFile, isFolder } from '../files/folders'
import { identify, type SourceFile } from '../files/source-file'
import { badInput, isBadInput } from '../process/bad-input'
import type { FileOptions } from '../settings/data'
import type { Output } from '../terminal/output'
import { readingDisplay } from '../terminal/reading-display'
import { deciding } from './deciding'
import { readingLine } from './reading-lines'

/** What was read of a file, and how. */
export interface FileRead {
  readonly interactions: Interactions
  readonly reading: Reading
  readonly source: SourceFile
}

/** The standard input, as commands are given it. */
export const isStandardInput = (path: string) => ['-', '/dev/stdin', '/dev/fd/0'].includes(path)

/** Another way to read a file that does not fit the first one. */
export interface OtherWay {
  readonly options: FileOptions
  /** Whether a file that can be read so does differ from one of the first way, so that its error may be passed over. */
  fits(reading: Reading): boolean
  /** What is said of it. */
  note(reading: Reading): string
}

/**
 * Reads a file of interactions, or the standard input (`-`), says on `out` how, and shows how far it is where it takes long.
 *
 * @param otherwise ways to try, in order, where the file does not fit the options
 * @throws bad input as `file:line: expected …, got …`; where an option would settle it, naming its flag
 */
export async function readFile(
  path: string,
  options: FileOptions,
  out?: Output,
  otherwise: readonly OtherWay[] = [],
): Promise<FileRead> {
  const { found, note } = await onDisk(path, async (file) => {
    const { interactions, reading, note } = await readInWays(file, options, otherwise, out)
    const { absolutePath, ...identity } = await identify(file)
    const source = { ...identity, path, ...(file === path && { absolutePath }) }
    return { found: { interactions, reading, source }, note }
  })
  out?.note([readingLine(path, found.reading), ...(note ? [note] : [])].join('; '))
  return found
}

type Found = Pick<FileRead, 'interactions' | 'reading'>

/** @throws what is wrong in the first way, where no other fits */
async function readInWays(
  file: string,
  options: FileOptions,
  otherwise: readonly OtherWay[],
  out?: Output,
): Promise<Found & { readonly note?: string }> {
  try {
    return await readOnce(file, options, out)
  } catch (error) {
    if (!isBadInput(error)) throw error
    for (const { options: other, fits, note } of otherwise) {
      const found = await readOnce(file, other, out).catch(() => undefined)
      if (found && fits(found.reading)) return { ...found, note: note(found.reading) }
    }
    throw error
  }
}

async function readOnce(file: string, options: FileOptions, out?: Output): Promise<Found> {
  const display = readingDisplay(file, out)
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  try {
    const interactions = await deciding(() =>
      readRatings(file, { ...options, onReading, onProgress: display.progress }),
    )
    return { interactions, reading: reading! }
  } finally {
    display.stop()
  }
}

/** Uses a file by its path; a pipe, which cannot be read twice, by that of a copy. */
async function onDisk<T>(path: string, use: (file: string) => Promise<T>): Promise<T> {
  const isNoFile = (await exists(path)) && !(await isFile(path)) && !(await isFolder(path))
  const isPipe = isStandardInput(path) || isNoFile
  if (!isPipe) return use(path)
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-input-'))
  const copy = join(folder, 'input')
  try {
    await pipeline(isStandardInput(path) ? process.stdin : createReadStream(path), createWriteStream(copy))
    return await use(copy)
  } catch (error) {
    if (error instanceof Error && error.message.includes(copy)) {
      throw badInput(error.message.replaceAll(copy, path), error)
    }
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
