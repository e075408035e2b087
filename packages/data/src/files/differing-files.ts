import { stat } from 'node:fs/promises'
import { headerOfLines, shapeOfLines } from '../layouts/rows-in-lines'
import { decompressed } from '../lines/byte-source'
import { fileHead, type HeadLine } from '../lines/file-head'
import { isParquet } from '../lines/file-start'
import { withNewlines } from '../lines/line-ends'
import { belowLines } from '../lines/skipped-lines'
import { utf8Text } from '../lines/utf8-text'
import type { ReadingOptions } from '../reading/reading-options'
import { differingRows, ONE_KIND, type ShapedFile } from '../reading/row-shape'
import { fileError, quoted } from '../values/file-error'
import { openFile } from './file-chunks'
import { nodeGunzip } from './node-gunzip'

type HeadOptions = Pick<ReadingOptions, 'encoding' | 'skipLines' | 'limits'>

const COMPARED = 20 // files whose first lines are read

/**
 * Why files are not parts of one table, by the first lines of those without a header: another number of fields, or texts where others have
 * numbers. Undefined if they may be.
 *
 * @param paths of which the first 20 are looked at; pipes, files with a header and other formats than tables are passed over
 * @example (await differingFiles(['movies.dat', 'ratings.dat']))?.message
 */
export async function differingFiles(
  paths: readonly string[],
  options: HeadOptions = {},
): Promise<Error | undefined> {
  let first: ShapedFile | undefined
  for (const path of paths.slice(0, COMPARED)) {
    const shape = shapeOfLines(await linesOfFile(path, options).catch(() => [])) // its own reading says what is wrong with it
    if (!shape) continue
    const file = { path, shape }
    const difference = first && differingRows(file, first)
    if (difference) return difference
    first ??= file
  }
  return undefined
}

/**
 * Why files are not parts of one table, by their headers: no more than half of the names of the shorter one are in both. Undefined if they
 * may be.
 */
export async function differingHeaders(
  paths: readonly string[],
  options: HeadOptions = {},
): Promise<Error | undefined> {
  let first: { readonly path: string; readonly names: readonly string[] } | undefined
  for (const path of paths.slice(0, COMPARED)) {
    const lines = await linesOfFile(path, options).catch(() => [])
    const names = headerOfLines(lines)
    if (!names) continue
    first ??= { path, names }
    const shared = names.filter((name) => first!.names.includes(name)).length
    if (2 * shared > Math.min(names.length, first.names.length)) continue
    const [got, expected] = [names, first.names].map((all) => quoted(all.join(', ')))
    return fileError(
      `${path}:${lines[0]!.line}`,
      `the columns of ${first.path}, ${expected}`,
      `${got}: ${ONE_KIND}`,
    )
  }
  return undefined
}

/** The first lines of a file; none of a pipe, or of parquet. */
async function linesOfFile(
  path: string,
  { encoding, skipLines = 0, limits }: HeadOptions,
): Promise<readonly HeadLine[]> {
  if (!(await stat(path)).isFile()) return []
  const file = await openFile(path)
  try {
    if (isParquet(await file.firstBytes(4))) return []
    const bytes = decompressed(file.chunks(), path, nodeGunzip, limits)
    const text = await utf8Text(bytes, path, encoding)
    const head = await fileHead(belowLines(withNewlines(text.chunks), skipLines, path), path)
    return head.lines
  } finally {
    await file.close()
  }
}
