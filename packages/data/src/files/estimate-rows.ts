import { stat } from 'node:fs/promises'
import { isGzip } from '../lines/byte-source'
import { isParquet } from '../lines/file-start'
import { firstBytes } from './file-chunks'

const BYTES = 8 // of a line with two ids and little else
const EXPANSION = 6 // of such lines, by gzip

/**
 * About how many rows a file of interactions has: of parquet exactly, by its footer, or as many as its longest
 * lists have elements; of text rather more than it has, by its
 * size. Nothing else is read.
 *
 * @throws if the file cannot be read, or is a damaged parquet file
 * @example await estimateRows('orders.parquet')
 */
export async function estimateRows(path: string): Promise<number> {
  const start = await firstBytes(path, 4)
  if (isParquet(start)) {
    const { openParquet } = await import('../parquet/open-parquet')
    const { valueCounts } = await openParquet(path)
    return valueCounts.reduce((sum, count) => sum + count, 0)
  }
  const { size } = await stat(path)
  return Math.ceil((size * (isGzip(start) ? EXPANSION : 1)) / BYTES)
}
