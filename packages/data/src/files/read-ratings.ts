import type { Interactions } from '../interactions/interactions'
import { decompressed } from '../text/byte-source'
import { isParquet } from '../text/file-start'
import { readText } from '../text/read-interactions'
import { type ReadingOptions, requireKnownOptions } from '../text/reading-options'
import { openFile } from './file-chunks'
import { nodeGunzip } from './node-gunzip'

/**
 * Reads interactions from a file, gzip or not: tables such as CSV, adjacency lists, JSON, Netflix' files; or parquet. Formats are
 * known by their content, whatever the name. Order and duplicates as in `readInteractions`.
 *
 * @param path of a file, a pipe or a device; `-` is the standard input
 * @throws as `file:line: expected …, got …` at the first thing wrong; where an option would settle it, with `code`
 *   'HVAMP_UNDECIDED' and the names of such `options`; the signal's reason if aborted
 * @example const ratings = await readRatings('ratings.csv')
 */
export async function readRatings(path: string, options: ReadingOptions = {}): Promise<Interactions> {
  requireKnownOptions('readRatings', options)
  const file = await openFile(path)
  try {
    if (isParquet(await file.firstBytes(4))) {
      const { readParquet } = await import('../parquet/read-parquet')
      return await readParquet(path, options)
    }
    let bytes = 0
    async function* counted() {
      for await (const chunk of file.chunks()) {
        bytes += chunk.length
        yield chunk
      }
    }
    return await readText(
      decompressed(counted(), path, nodeGunzip, options.limits),
      path,
      options,
      () => bytes,
    )
  } finally {
    await file.close()
  }
}
