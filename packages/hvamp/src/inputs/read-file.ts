import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Interactions, Reading } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { exists, isFile } from '../files/folders'
import { identify, type SourceFile } from '../files/source-file'
import { badInput } from '../process/bad-input'
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

/**
 * Reads a file of interactions, or the standard input (`-`), says on `out` how, and shows how far it is where it takes long.
 *
 * @throws bad input as `file:line: expected …, got …`; where an option would settle it, naming its flag
 */
export async function readFile(path: string, options: FileOptions, out?: Output): Promise<FileRead> {
  const found = await onDisk(path, async (file) => {
    const display = readingDisplay(file, out)
    let reading: Reading | undefined
    try {
      const interactions = await deciding(() =>
        readRatings(file, {
          ...options,
          onReading: (found) => {
            reading = found
          },
          onProgress: display.progress,
        }),
      )
      const { absolutePath, ...identity } = await identify(file)
      const source = { ...identity, path, ...(file === path && { absolutePath }) }
      return { interactions, reading: reading!, source }
    } finally {
      display.stop()
    }
  })
  out?.note(readingLine(path, found.reading))
  return found
}

/** Uses a file by its path; a pipe, which cannot be read twice, by that of a copy. */
async function onDisk<T>(path: string, use: (file: string) => Promise<T>): Promise<T> {
  const isPipe = isStandardInput(path) || ((await exists(path)) && !(await isFile(path)))
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
