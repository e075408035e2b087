import type { Interactions, Reading, ReadingOptions } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { isDatabaseAddress, isDatabaseError } from '@hvamp/databases'
import { isFolder } from '../files/folders'
import { identify, type SourceFile } from '../files/source-file'
import { isBadInput } from '../process/bad-input'
import type { FileOptions } from '../settings/data'
import type { Output } from '../terminal/output'
import { readingDisplay } from '../terminal/reading-display'
import { deciding } from './deciding'
import { folderRefused } from './folder-refused'
import { onDisk } from './on-disk'
import { readDatabaseRows } from './read-database-rows'
import { readingLine } from './reading-lines'

/** What was read of a file, and how. */
export interface FileRead {
  readonly interactions: Interactions
  readonly reading: Reading
  readonly source: SourceFile
}

/** Another way to read a file that does not fit the first one. */
export interface OtherWay {
  readonly options: FileOptions
  /** Whether a file that can be read so does differ from one of the first way, so that its error may be passed over. */
  fits(reading: Reading): boolean
  /** What is said of it. */
  note(reading: Reading): string
}

/**
 * Reads a file of interactions, the standard input (`-`) or rows of a database, says on `out` how, and shows how far it is
 * where it takes long.
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
  if (!isDatabaseAddress(path) && (await isFolder(path))) throw await folderRefused(path)
  const waysOf = (way: Way, shown: string) => readInWays(way, [{ options }, ...otherwise], shown, out)
  const { note, ...found } = isDatabaseAddress(path)
    ? await waysOf(({ rows, ...watched }) => readDatabaseRows(path, { ...ofRows(watched), ...rows }), path)
    : await onDisk(path, (file) => waysOf((watched) => readOnDisk(file, path, watched), file))
  out?.note([readingLine(path, found.reading), ...(note ? [note] : [])].join('; '))
  return found
}

/** Reads interactions, under the eyes of those who ask for the reading and the progress. */
type Way = (
  options: FileOptions & Pick<ReadingOptions, 'onReading' | 'onProgress'>,
) => Promise<Pick<FileRead, 'interactions' | 'source'>>

const readOnDisk = async (file: string, path: string, { rows: _, ...watched }: Parameters<Way>[0]) => {
  const interactions = await deciding(() => readRatings(file, watched))
  const { absolutePath, ...identity } = await identify(file)
  return { interactions, source: { ...identity, path, ...(file === path && { absolutePath }) } }
}

/** The options that rows of a database have a use for. */
function ofRows<Options extends FileOptions>({ format, delimiter, header, quoting, ...options }: Options) {
  return options
}

/** @throws what is wrong in the first way, where no other fits */
async function readInWays(
  read: Way,
  [first, ...otherwise]: readonly [Pick<OtherWay, 'options'>, ...OtherWay[]],
  shown: string,
  out?: Output,
): Promise<FileRead & { readonly note?: string }> {
  try {
    return await readOnce(read, first.options, shown, out)
  } catch (error) {
    if (!isBadInput(error) || isDatabaseError(error)) throw error
    for (const { options, fits, note } of otherwise) {
      const found = await readOnce(read, options, shown, out).catch(() => undefined)
      if (found && fits(found.reading)) return { ...found, note: note(found.reading) }
    }
    throw error
  }
}

async function readOnce(read: Way, options: FileOptions, shown: string, out?: Output): Promise<FileRead> {
  const display = readingDisplay(shown, out)
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  try {
    const found = await read({ ...options, onReading, onProgress: display.progress })
    return { ...found, reading: reading! }
  } finally {
    display.stop()
  }
}
