import { stat } from 'node:fs/promises'
import { shapeOfLines } from '../layouts/rows-in-lines'
import { decompressed } from '../lines/byte-source'
import { fileHead } from '../lines/file-head'
import { isParquet } from '../lines/file-start'
import { withNewlines } from '../lines/line-ends'
import { belowLines } from '../lines/skipped-lines'
import { utf8Text } from '../lines/utf8-text'
import type { ReadingOptions } from '../reading/reading-options'
import { differingRows, type RowShape, type ShapedFile } from '../reading/row-shape'
import { openFile } from './file-chunks'
import { nodeGunzip } from './node-gunzip'

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
  options: Pick<ReadingOptions, 'encoding' | 'skipLines' | 'limits'> = {},
): Promise<Error | undefined> {
  let first: ShapedFile | undefined
  for (const path of paths.slice(0, COMPARED)) {
    const shape = await shapeOfFile(path, options).catch(() => undefined) // its own reading says what is wrong with it
    if (!shape) continue
    const file = { path, shape }
    const difference = first && differingRows(file, first)
    if (difference) return difference
    first ??= file
  }
  return undefined
}

async function shapeOfFile(
  path: string,
  { encoding, skipLines = 0, limits }: Pick<ReadingOptions, 'encoding' | 'skipLines' | 'limits'>,
): Promise<RowShape | undefined> {
  if (!(await stat(path)).isFile()) return undefined
  const file = await openFile(path)
  try {
    if (isParquet(await file.firstBytes(4))) return undefined
    const bytes = decompressed(file.chunks(), path, nodeGunzip, limits)
    const text = await utf8Text(bytes, path, encoding)
    const head = await fileHead(belowLines(withNewlines(text.chunks), skipLines, path), path)
    return shapeOfLines(head.lines)
  } finally {
    await file.close()
  }
}
