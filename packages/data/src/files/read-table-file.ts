import { requireKnown } from '@hvamp/random'
import { decompressed } from '../lines/byte-source'
import { isParquet } from '../lines/file-start'
import { type TableReading, tableOfLines, tableReadingNames } from '../tables/read-table'
import type { Table } from '../tables/table'
import { fileChunks, firstBytes } from './file-chunks'
import { nodeGunzip } from './node-gunzip'

/**
 * Reads a table from a file: CSV, TSV or JSON lines, gzip or not, as `readTable` does; or parquet, by its first bytes,
 * without its columns of structures, and of lists of other than texts and integers.
 *
 * @throws as `file:line: expected …, got …` at the first thing wrong; the signal's reason if aborted
 * @example const products = await readTableFile('products.csv')
 */
export async function readTableFile(path: string, options: TableReading = {}): Promise<Table> {
  requireKnown('readTableFile: options', options, tableReadingNames)
  if (isParquet(await firstBytes(path, 4))) {
    const { parquetTable } = await import('../parquet/parquet-table')
    return parquetTable(path, options)
  }
  return tableOfLines(decompressed(fileChunks(path), path, nodeGunzip), path, options)
}
