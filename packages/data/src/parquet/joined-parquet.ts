import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import { fileError } from '../values/file-error'

const MAGIC = 'PAR1' // begins and ends a file
const LENGTH = 4 // bytes of the length of a footer

/**
 * Requires that a footer is of the whole file. Of files that were put one after another the last footer counts its bytes from the start of its
 * own file, where the end of another one stands.
 *
 * @throws if another file ends where this one begins
 */
export async function requireOneParquet(
  file: AsyncBuffer,
  metadata: FileMetaData,
  path: string,
): Promise<void> {
  const footer = file.byteLength - MAGIC.length - LENGTH - metadata.metadata_length
  const start = footer - endOf(metadata)
  if (!(start >= 2 * MAGIC.length && start + MAGIC.length <= footer)) return
  const bytes = await file.slice(start - MAGIC.length, start + MAGIC.length)
  if (new TextDecoder('latin1').decode(bytes) !== MAGIC + MAGIC) return
  throw fileError(path, 'one parquet file', 'several, one after another: give each by itself')
}

/** Where what a footer knows of ends: pages, their indexes and Bloom filters. */
function endOf({ row_groups }: FileMetaData): number {
  let end = MAGIC.length
  const reach = (offset: bigint | undefined, length: number | bigint | undefined) => {
    if (offset !== undefined && length !== undefined) end = Math.max(end, Number(offset) + Number(length))
  }
  for (const { columns } of row_groups) {
    for (const { meta_data: pages, ...chunk } of columns) {
      reach(pages?.dictionary_page_offset || pages?.data_page_offset, pages?.total_compressed_size)
      reach(pages?.bloom_filter_offset, pages?.bloom_filter_length)
      reach(chunk.column_index_offset, chunk.column_index_length)
      reach(chunk.offset_index_offset, chunk.offset_index_length)
    }
  }
  return end
}
