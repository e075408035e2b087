import { join } from 'node:path'
import type { AllParts } from './all-parts'
import type { PartCell } from './part-table'

/** The rows of all parts, which are parquet: a cell for each column of the job. One group of rows is in memory. */
export async function* partRows({ folder, job, parts }: AllParts): AsyncGenerator<PartCell[]> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  for (const { part } of parts) {
    const file = await asyncBufferFromFile(join(folder, part.file))
    const metadata = await parquetMetadataAsync(file)
    let rowStart = 0
    for (const { num_rows } of metadata.row_groups) {
      const rowEnd = rowStart + Number(num_rows)
      for (const row of await parquetReadObjects({ file, metadata, rowStart, rowEnd })) {
        yield job.columns.map(({ name }) => row[name] as PartCell)
      }
      rowStart = rowEnd
    }
  }
}
