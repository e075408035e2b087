import { createReadStream } from 'node:fs'
import type { ColumnChunk, FileMetaData } from 'hyparquet'

/**
 * Writes the groups of rows of some parquet files, which have the same columns, into one file, as they are: their bytes are copied,
 * and only the places that the footer names are changed.
 *
 * Indexes of pages are left out, for they name places too.
 *
 * @param path of an empty file
 */
export async function writeJoinedParquet(path: string, files: readonly string[]): Promise<void> {
  const { asyncBufferFromFile, parquetMetadataAsync } = await import('hyparquet')
  const { fileWriter } = await import('hyparquet-writer')
  const { writeMetadata } = await import('hyparquet-writer/src/metadata.js')
  const writer = fileWriter(path)
  const magic = 0x31524150 // PAR1
  writer.appendUint32(magic)
  let all: FileMetaData | undefined
  for (const file of files) {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(file))
    const chunks = metadata.row_groups.flatMap(({ columns }) => columns)
    const end = Math.max(start, ...chunks.map(endOf))
    const moved = BigInt(writer.offset - start)
    if (end > start) {
      for await (const bytes of createReadStream(file, { start, end: end - 1 })) writer.appendBytes(bytes)
    }
    const groups = metadata.row_groups.map(({ columns, file_offset, ...group }) => ({
      ...group,
      columns: columns.map((chunk) => movedChunk(chunk, moved)),
      ...(file_offset !== undefined && { file_offset: file_offset + moved }),
    }))
    all = all
      ? { ...all, num_rows: all.num_rows + metadata.num_rows, row_groups: [...all.row_groups, ...groups] }
      : { ...metadata, row_groups: groups }
  }
  if (!all) throw new Error('writeJoinedParquet: files must be at least one, got none')
  writeMetadata(writer, all)
  writer.appendUint32(magic)
  writer.finish()
}

/** Where the first group begins: after the magic number. */
const start = 4

function endOf({ meta_data }: ColumnChunk): number {
  const { dictionary_page_offset, data_page_offset, total_compressed_size } = meta_data!
  return Number((dictionary_page_offset ?? data_page_offset) + total_compressed_size)
}

function movedChunk({ file_offset, meta_data, ...chunk }: ColumnChunk, by: bigint): ColumnChunk {
  const { offset_index_offset, offset_index_length, column_index_offset, column_index_length, ...plain } =
    chunk
  const { dictionary_page_offset: dictionary, data_page_offset } = meta_data!
  return {
    ...plain,
    file_offset: file_offset + by,
    meta_data: {
      ...meta_data!,
      data_page_offset: data_page_offset + by,
      ...(dictionary !== undefined && { dictionary_page_offset: dictionary + by }),
    },
  }
}
