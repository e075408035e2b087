import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Interactions } from '../interactions/interactions'
import { csvText } from '../text/csv-text'
import { fileError } from '../text/file-error'

/**
 * Writes interactions as CSV with a header (`userId,itemId` and, if present, `rating` and `timestamp`), gzip if the path ends
 * in `.gz`; or as parquet with these columns if the path ends in `.parquet`.
 *
 * The file is written beside the path and renamed, so the path never holds half a file. Read back, it gives the same
 * interactions, but for users and items without any; items are numbered by first appearance.
 *
 * @throws if the file cannot be written
 * @example await writeInteractions('liked.csv.gz', liked)
 */
export async function writeInteractions(path: string, interactions: Interactions): Promise<void> {
  const partial = `${path}.${process.pid}.partial`
  try {
    if (path.endsWith('.parquet'))
      await (await import('../parquet/write-parquet')).writeParquet(partial, interactions)
    else await writeCsv(partial, interactions, path.endsWith('.gz'))
    await rename(partial, path)
  } catch (cause) {
    await rm(partial, { force: true })
    throw fileError(path, 'a file that can be written', (cause as Error).message, cause)
  }
}

async function writeCsv(path: string, interactions: Interactions, isCompressed: boolean): Promise<void> {
  const text = Readable.from(csvText(interactions))
  const file = createWriteStream(path)
  await (isCompressed ? pipeline(text, createGzip(), file) : pipeline(text, file))
}
