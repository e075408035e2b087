import { type VerdictFinders, verdictFinders } from '../columns/verdict-finders'
import type { Interactions } from '../interactions/interactions'
import { interactionsBuilder } from '../interactions/interactions-builder'
import { decompressed } from '../lines/byte-source'
import { isParquet } from '../lines/file-start'
import { addText } from '../parsers/read-interactions'
import type { AddedFile, FileBuilder } from '../reading/added-file'
import { allSkipped } from '../reading/all-skipped'
import { builtInteractions } from '../reading/built-interactions'
import {
  areIdsPlaced,
  type JoinedFile,
  joinedReading,
  joinedSkipped,
  requireSameColumns,
  requireSameRatings,
} from '../reading/joined-files'
import { type ReadingOptions, requireKnownOptions } from '../reading/reading-options'
import { differingScales, type FileScale, scaleWatch } from '../reading/value-scales'
import { requireSureMark } from '../values/decimal-marks'
import { fileError, isUndecided } from '../values/file-error'
import { requireColumnsInFiles } from './columns-in-paths'
import { differingFiles, differingHeaders } from './differing-files'
import { openFile } from './file-chunks'
import { nodeGunzip } from './node-gunzip'

/**
 * Reads interactions from a file, gzip or not: tables such as CSV, adjacency lists, JSON, Netflix' files; or parquet. Formats are
 * known by their content, whatever the name. Order and duplicates as in `readInteractions`.
 *
 * Several files are read as one, in the order given. Rows of a user may be in any of them. Their columns must have the same names, and the
 * same places where a file has no header, and their ratings must be words, such as like and dislike, in all or in none.
 *
 * @param path of a file, a pipe or a device; `-` is the standard input; or paths of several files with the same columns
 * @throws as `file:line: expected …, got …` at the first thing wrong; where an option would settle it, with `code`
 *   'HVAMP_UNDECIDED' and the names of such `options`; the signal's reason if aborted
 * @example const ratings = await readRatings('ratings.csv')
 */
export async function readRatings(
  path: string | readonly string[],
  options: ReadingOptions = {},
): Promise<Interactions> {
  requireKnownOptions('readRatings', options)
  const paths = typeof path === 'string' ? [path] : path
  const watch =
    paths.length > 1
      ? scaleWatch(
          options.builder ?? ((columns) => interactionsBuilder({ ...columns, shard: options.shard })),
        )
      : undefined
  const verdicts = paths.length > 1 ? verdictFinders() : undefined
  const files: JoinedFile[] = []
  const empty: string[] = []
  const scales: FileScale[] = []
  let bytes = 0
  for (const path of paths) {
    const before = bytes
    const onProgress: ReadingOptions['onProgress'] = (progress) => {
      bytes = before + progress.bytes
      options.onProgress?.({ ...progress, bytes })
    }
    const watched = { ...options, onProgress, ...(watch && { builder: watch.builder }) }
    const added = await addFile(path, watched, files[0], verdicts).catch(async (error) => {
      throw (await differenceAmong(paths, options, error)) ?? error
    })
    const scale = watch?.take()
    const hasRows = added !== undefined && !isEmpty(added)
    if (!hasRows && paths.length > 1) empty.push(path)
    if (hasRows && scale) scales.push({ ...scale, file: path })
    if (!added) continue
    const file = { ...added, path }
    if (files[0]) requireSameColumns(file, files[0], options)
    else requireColumnsInFiles(paths, file.format, options)
    requireSameRatings(file, files)
    files.push(file)
  }
  if (paths.length === 0) throw new Error('readRatings: path must name a file, got none')
  if (!files[0]) throw fileError(allOf(paths), 'interactions', 'empty files')
  requireSureMark(files.flatMap(({ marks }) => marks ?? []))
  const { builder, format } = files[0]
  if (builder.size === 0) {
    throw (
      allSkipped(paths[0]!, joinedSkipped(files), 'row') ??
      fileError(
        allOf(paths),
        'interactions',
        paths.length > 1 ? 'files without rows' : 'a parquet file without rows',
      )
    )
  }
  const interactions = builtInteractions(files[0], allOf(paths), options.missing)
  const differing = interactions.values && differingScales(scales, format.columns?.rating)
  options.onReading?.({
    ...joinedReading(files, interactions),
    ...(empty.length > 0 && { empty }),
    ...(differing && { scales: differing }),
  })
  return interactions
}

/** Why files are not parts of one table, which is said in place of what is wrong in one of them. */
async function differenceAmong(
  paths: readonly string[],
  options: ReadingOptions,
  error: unknown,
): Promise<Error | undefined> {
  const { format = 'auto', header, columns = {}, signal } = options
  const areLists = format === 'adjacency' || format === 'netflix'
  if (paths.length < 2 || signal?.aborted || header || areLists || areIdsPlaced(columns)) return undefined
  const difference = await differingFiles(paths, options)
  const isOfColumns = isUndecided(error) && error.options.some((option) => option.startsWith('columns'))
  return difference ?? (isOfColumns ? differingHeaders(paths, options) : undefined)
}

/** What errors about all files call them. */
function allOf([first, ...others]: readonly string[]): string {
  if (others.length < 2) return [first, ...others].join(' and ')
  return `${first} and ${others.length} further files`
}

/** Whether a file has no rows, not even such as were left out. */
function isEmpty({ rows, skipped, builder }: AddedFile): boolean {
  return rows === 0 && builder.elsewhere === 0 && !skipped.some(({ reason }) => reason.startsWith('no '))
}

/**
 * Adds the entries of one file to those of earlier files.
 *
 * @param verdicts of one of several files, which may be empty
 * @returns undefined of an empty one
 */
async function addFile(
  path: string,
  options: ReadingOptions,
  into: FileBuilder | undefined,
  verdicts: VerdictFinders | undefined,
): Promise<AddedFile | undefined> {
  const file = await openFile(path)
  try {
    const start = await file.firstBytes(4)
    if (verdicts && start.length === 0) return undefined
    if (isParquet(start)) {
      const { addParquet } = await import('../parquet/add-parquet')
      return await addParquet(path, options, into, verdicts)
    }
    let bytes = 0
    async function* counted() {
      for await (const chunk of file.chunks()) {
        bytes += chunk.length
        yield chunk
      }
    }
    const text = decompressed(counted(), path, nodeGunzip, options.limits)
    return await addText(text, path, options, () => bytes, into, verdicts)
  } finally {
    await file.close()
  }
}
