import type { OwnFile } from './own-file'

/** Parquet files that hvamp wrote with some columns. @param name of the kind, for errors */
export function ownParquet(name: string, areOwn: (columns: readonly string[]) => boolean): OwnFile {
  return {
    name,
    async isOf(path) {
      const { asyncBufferFromFile, parquetMetadataAsync, parquetSchema } = await import('hyparquet')
      const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path)).catch(() => undefined)
      if (!metadata || !writers.test(metadata.created_by ?? '')) return false
      return areOwn(parquetSchema(metadata).children.map(({ element }) => element.name))
    },
  }
}

/** Who says to have written the files of hvamp; the library for parquet in earlier ones. */
const writers = /^(hvamp|hyparquet)\b/

/** Whether these are the columns of vectors. */
export const areOfVectors = (columns: readonly string[]): boolean => columns.join() === 'id,vector'
