import type { Interactions } from '../interactions/interactions'
import { decompressed } from '../text/byte-source'
import { isParquet } from '../text/first-line'
import { type ReadingOptions, readLines } from '../text/read-interactions'
import { fileChunks, firstBytes } from './file-chunks'
import { nodeGunzip } from './node-gunzip'

/**
 * Reads interactions from a file, gzip or not (by its first bytes): CSV, TSV, MovieLens `::`, `u.data`, adjacency lists or
 * Netflix'; or parquet, by its first bytes too, with columns as in a CSV. Order and duplicates as in `readInteractions`.
 *
 * @throws as `file:line: expected …, got …` at the first thing wrong; the signal's reason if aborted
 * @example const ratings = await readRatings('ratings.csv')
 */
export async function readRatings(path: string, options: ReadingOptions = {}): Promise<Interactions> {
  if (isParquet(await firstBytes(path, 4))) {
    const { readParquet } = await import('../parquet/read-parquet')
    return readParquet(path, options)
  }
  let bytes = 0
  async function* counted() {
    for await (const chunk of fileChunks(path)) {
      bytes += chunk.length
      yield chunk
    }
  }
  return readLines(decompressed(counted(), path, nodeGunzip), path, options, () => bytes)
}
