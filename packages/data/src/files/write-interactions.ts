import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { placeFile, replaceFile } from '@hvamp/files'
import type { Interactions } from '../interactions/interactions'
import { csvText } from './csv-text'

/**
 * Writes interactions as CSV with a header (`userId,itemId` and, if present, `rating` and `timestamp`), gzip if the path ends
 * in `.gz`; or as parquet with these columns if the path ends in `.parquet`.
 *
 * The file is replaced whole or not at all, also through a power cut. Read back, it gives the same
 * interactions, but for users and items without any; items are numbered by first appearance.
 *
 * @throws if the file cannot be written
 * @example await writeInteractions('liked.csv.gz', liked)
 */
export async function writeInteractions(path: string, interactions: Interactions): Promise<void> {
  if (path.endsWith('.parquet')) {
    const { writeParquet } = await import('../parquet/write-parquet')
    await placeFile(
      path,
      (_, temporary) => writeParquet(temporary, interactions),
      () => basename(path),
    )
  } else {
    const text = Readable.from(csvText(interactions))
    await replaceFile(path, path.endsWith('.gz') ? text.pipe(createGzip()) : text)
  }
}
