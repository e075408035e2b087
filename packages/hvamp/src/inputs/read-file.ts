import type { Interactions, Reading, ReadingOptions, UserShard } from '@hvamp/data'
import { readRatings } from '@hvamp/data/node'
import { isDatabaseAddress, isDatabaseError } from '@hvamp/databases'
import { isFolder } from '../files/folders'
import { identify, type SourceFile } from '../files/source-file'
import { isBadInput } from '../process/bad-input'
import { isAborted } from '../process/interrupt'
import type { FileOptions } from '../settings/data'
import type { Output } from '../terminal/output'
import { readingDisplay } from '../terminal/reading-display'
import { isOrderAssumed } from './column-order'
import { alsoAsking, deciding, optionsAskedFor } from './deciding'
import { folderRefused } from './folder-refused'
import { readHead, withFurtherQuestions } from './further-questions'
import { matchingFiles } from './matching-files'
import { onDisk } from './on-disk'
import { withWayOfPublisher } from './publishers-folders'
import { readDatabaseRows } from './read-database-rows'
import { noteReading } from './reading-notes'

/** What was read of a file, and how. */
export interface FileRead {
  readonly interactions: Interactions
  readonly reading: Reading
  readonly source: SourceFile
  /** What is said of the way in which it was read, unless that was the first. */
  readonly way?: string
  /** What of the rows may not be meant to count, in words. */
  readonly doubts: readonly string[]
}

/** Some of the files that a pattern matches, and of their rows those of some users. */
export interface FilePart {
  readonly files: readonly string[]
  readonly shard?: UserShard | undefined
}

/** Another way to read a file that does not fit the first one. */
export interface OtherWay {
  readonly options: FileOptions
  /** Which option of a reader it answers, where it is tried only if the error of the first way names that one. */
  readonly answers?: string
  /** Options of a reader: where the error of the first way names one of them and no way fits, the question of this one is asked. */
  readonly asksFor?: readonly string[]
  /** The same, of a first way whose error is no question, such as that of a file of another format. */
  readonly asksWhereRefused?: readonly string[]
  /** Whether it takes the place of the first way, for what that has read. */
  readonly replaces?: (reading: Reading) => boolean
  /** Whether a file that can be read so does differ from one of the first way, so that its error may be passed over. */
  fits(reading: Reading): boolean
  /** Further options of a reader with which a file would fit that does not: the question names them, too. */
  fitsWith?(reading: Reading): readonly string[]
  /** What is said of it. */
  note(reading: Reading): string
}

/**
 * Reads a file of interactions, the files that a pattern matches, the standard input (`-`) or rows of a database, says on `out` how,
 * and shows how far it is where it takes long.
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
  const ways = [{ options }, ...otherwise] as const
  if (isDatabaseAddress(path)) {
    const way: Way<Sourced> = ({ rows, ...watched }) =>
      readDatabaseRows(path, { ...ofRows(watched), ...rows })
    return said(path, await readInWays(way, ways, [path], out), out)
  }
  if (await isFolder(path)) throw await folderRefused(path)
  const matching = await matchingFiles(path)
  const read = (files: readonly string[]) =>
    readInWays((watched) => readOnDisk(files, { path, matching }, watched), ways, files, out)
  const isPattern = matching[0] !== path
  const found = isPattern ? read(matching) : onDisk(path, (file) => read([file]))
  const all = await found.catch((error: Error) => {
    throw withWayOfPublisher(error, path)
  })
  return said(path, all, out)
}

/**
 * Reads a part of the files that a pattern matches, as `readFile` reads all of them.
 *
 * @param path as it was given, for what is said on `out`
 */
export async function readPart(
  path: string,
  { files, shard }: FilePart,
  options: FileOptions,
  out?: Output,
  otherwise: readonly OtherWay[] = [],
): Promise<Omit<FileRead, 'source'>> {
  const way: Way<Read> = async ({ rows: _, ...watched }) => ({
    interactions: await deciding(() => readRatings(files, { ...watched, shard })),
  })
  return said(path, await readInWays(way, [{ options }, ...otherwise], files, out), out)
}

type Read = Pick<FileRead, 'interactions'>
type Sourced = Pick<FileRead, 'interactions' | 'source'>

/** Reads interactions, under the eyes of those who ask for the reading and the progress. */
type Way<Found> = (
  options: FileOptions & Pick<ReadingOptions, 'onReading' | 'onProgress' | 'signal'>,
) => Promise<Found>

type FoundInWay<Found> = Found &
  Pick<FileRead, 'reading' | 'way'> & {
    /** Whether nothing told that users come first, and then items. */
    readonly isOrderAssumed: boolean
  }

function said<Found extends Read>(
  path: string,
  found: FoundInWay<Found>,
  out: Output | undefined,
): FoundInWay<Found> & Pick<FileRead, 'doubts'> {
  return { ...found, doubts: noteReading(path, found, out) }
}

/** @param files to read: those that match the path, or a copy */
async function readOnDisk(
  files: readonly string[],
  { path, matching }: { readonly path: string; readonly matching: readonly string[] },
  { rows: _, ...watched }: Parameters<Way<Sourced>>[0],
): Promise<Sourced> {
  const interactions = await deciding(() => readRatings(files, watched))
  const { absolutePath, ...identity } = await identify(path, files)
  return { interactions, source: { ...identity, ...(files[0] === matching[0] && { absolutePath }) } }
}

/** The options that rows of a database have a use for. */
function ofRows<Options extends FileOptions>({
  format,
  likelyFormat,
  skipLines,
  skipLast,
  delimiter,
  quoting,
  ...options
}: Options) {
  return options
}

/** @throws what is wrong in the first way, where no other fits, or what a way asks in its place */
async function readInWays<Found>(
  read: Way<Found>,
  [first, ...otherwise]: readonly [Pick<OtherWay, 'options'>, ...OtherWay[]],
  files: readonly string[],
  out?: Output,
): Promise<FoundInWay<Found>> {
  let found: FoundInWay<Found>
  try {
    found = await readOnce(read, first.options, files, out)
  } catch (error) {
    if (!isBadInput(error) || isDatabaseError(error) || isAborted(error)) throw error
    const further = otherwise.filter(({ replaces }) => !replaces)
    return readInFurtherWays(read, { error: error as Error, further }, files, out).catch(async (asked) => {
      if (isDatabaseAddress(files[0]!)) throw asked // no query runs again for the sake of an error
      const again = (answers: Partial<FileOptions>) =>
        readHead((watched) => read({ ...first.options, ...answers, ...watched } as FileOptions))
      throw await withFurtherQuestions(asked, again)
    })
  }
  const better = otherwise.find(({ replaces }) => replaces?.(found.reading))
  if (!better) return found
  const other = await readOnce(read, better.options, files, out)
  return { ...other, way: better.note(other.reading) }
}

/** @param failed the error of the first way, and the others to try */
async function readInFurtherWays<Found>(
  read: Way<Found>,
  failed: { readonly error: Error; readonly further: readonly OtherWay[] },
  files: readonly string[],
  out?: Output,
): Promise<FoundInWay<Found>> {
  const asked = optionsAskedFor(failed.error)
  let question = failed.error
  for (const way of failed.further) {
    const { options, answers, asksFor = [], asksWhereRefused = [], fits, note } = way
    if (answers !== undefined && !asked.includes(answers)) continue
    const found = await readOnce(read, options, files, out).catch((error: Error) => {
      if (isAborted(error)) throw error
      const own = optionsAskedFor(error)
      const isRefused = asked.length === 0 && asksWhereRefused.some((option) => own.includes(option))
      if (isRefused || (own.length > 0 && asksFor.some((option) => asked.includes(option)))) question = error
    })
    if (found && fits(found.reading)) return { ...found, way: note(found.reading) }
    if (found) question = alsoAsking(question, way.fitsWith?.(found.reading) ?? [])
  }
  throw question
}

async function readOnce<Found>(
  read: Way<Found>,
  options: FileOptions,
  files: readonly string[],
  out?: Output,
): Promise<FoundInWay<Found>> {
  const display = readingDisplay(files, out)
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  try {
    const found = await read({ ...options, onReading, onProgress: display.progress })
    return { ...found, reading: reading!, isOrderAssumed: isOrderAssumed(options, reading!) }
  } finally {
    display.stop()
  }
}
