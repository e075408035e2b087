import type { Interactions } from '../interactions/interactions'
import type { InteractionsBuilder } from '../interactions/interactions-builder'
import { decompressed } from '../lines/byte-source'
import { isParquet } from '../lines/file-start'
import { addText } from '../parsers/read-interactions'
import type { AddedFile } from '../reading/added-file'
import { allSkipped } from '../reading/all-skipped'
import { builtInteractions } from '../reading/built-interactions'
import { mergeRows, mergeSkipped, readingOf } from '../reading/reading'
import { type ReadingOptions, requireKnownOptions } from '../reading/reading-options'
import { fileError } from '../values/file-error'
import { openFile } from './file-chunks'
import { nodeGunzip } from './node-gunzip'

/**
 * Reads interactions from a file, gzip or not: tables such as CSV, adjacency lists, JSON, Netflix' files; or parquet. Formats are
 * known by their content, whatever the name. Order and duplicates as in `readInteractions`.
 *
 * Several files are read as one, in the order given. Rows of a user may be in any of them.
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
  const added: AddedFile[] = []
  let bytes = 0
  for (const file of paths) {
    const before = bytes
    const onProgress: ReadingOptions['onProgress'] = (progress) => {
      bytes = before + progress.bytes
      options.onProgress?.({ ...progress, bytes })
    }
    const of = await addFile(file, { ...options, onProgress }, added[0]?.builder)
    if (added[0]) requireSameColumns(file, of, paths[0]!, added[0])
    added.push(of)
  }
  if (!added[0]) throw new Error('readRatings: path must name a file, got none')
  const { builder, format } = added[0]
  const skipped = mergeSkipped(added.flatMap((each) => each.skipped))
  if (builder.size === 0) {
    throw (
      allSkipped(paths[0]!, skipped, 'row') ??
      fileError(paths[0]!, 'interactions', 'a parquet file without rows')
    )
  }
  const rows = added.reduce((sum, each) => sum + each.rows, 0)
  const interactions = builtInteractions(builder, paths[0]!, options.missing)
  const negative = mergeRows(added.map((each) => each.negative))
  const cancelled = mergeRows(added.map((each) => each.cancelled))
  options.onReading?.(readingOf(format, interactions, rows, { skipped, negative, cancelled }))
  return interactions
}

/** Adds the entries of one file to those of earlier files. */
async function addFile(
  path: string,
  options: ReadingOptions,
  into: InteractionsBuilder | undefined,
): Promise<AddedFile> {
  const file = await openFile(path)
  try {
    if (isParquet(await file.firstBytes(4))) {
      const { addParquet } = await import('../parquet/add-parquet')
      return await addParquet(path, options, into)
    }
    let bytes = 0
    async function* counted() {
      for await (const chunk of file.chunks()) {
        bytes += chunk.length
        yield chunk
      }
    }
    const text = decompressed(counted(), path, nodeGunzip, options.limits)
    return await addText(text, path, options, () => bytes, into)
  } finally {
    await file.close()
  }
}

/** @throws if one of two files has ratings, or times that are read, and the other has none: their entries cannot be of one kind */
function requireSameColumns(path: string, { format }: AddedFile, firstPath: string, first: AddedFile): void {
  for (const role of ['rating', 'timestamp'] as const) {
    const has = (columns: AddedFile['format']['columns']) => columns?.[role] !== undefined
    if (has(format.columns) === has(first.format.columns)) continue
    const named = (columns: AddedFile['format']['columns']) =>
      has(columns) ? `a ${role} column` : `no ${role} column`
    throw fileError(path, `${named(first.format.columns)}, as ${firstPath}`, named(format.columns))
  }
}
