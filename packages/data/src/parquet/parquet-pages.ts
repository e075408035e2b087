import type { AsyncBuffer, ColumnChunk, RowGroup } from 'hyparquet'

const MOST_ROWS = 2 ** 26 // of a group, whose columns are in memory at once; and values in its lists
const MOST_BYTES = 2 ** 30 // of a page

/**
 * Checks the sizes that the pages of some columns claim, before memory of that size is allocated.
 *
 * @param columns names of columns
 * @param lists names of the columns that hold lists
 * @throws if a group has more than 2^26 rows, or values in a column of lists; a page more values than its group has rows, but
 *   in lists, or more than 2^30 bytes; or a dictionary more values than bits
 */
export async function requirePages(
  file: AsyncBuffer,
  { num_rows, columns: chunks }: RowGroup,
  columns: readonly string[],
  lists: ReadonlySet<string>,
): Promise<void> {
  const rows = Number(num_rows)
  if (rows > MOST_ROWS) throw new Error(`a group has at most ${MOST_ROWS} rows, got ${rows}`)
  for (const chunk of chunks) {
    const name = chunk.meta_data?.path_in_schema[0]
    if (name === undefined || !columns.includes(name)) continue
    await requirePagesOf(file, name, chunk, { rows, isOfLists: lists.has(name) })
  }
}

async function requirePagesOf(
  file: AsyncBuffer,
  name: string,
  chunk: ColumnChunk,
  { rows, isOfLists }: { readonly rows: number; readonly isOfLists: boolean },
): Promise<void> {
  const { parquetHeader } = await import('hyparquet/src/column.js')
  const { dictionary_page_offset, data_page_offset, total_compressed_size } = chunk.meta_data!
  const start = Number(dictionary_page_offset || data_page_offset)
  const end = start + Number(total_compressed_size)
  const fail = (got: string) => {
    throw new Error(`column '${name}' has ${got}`)
  }
  if (!(start >= 0 && start <= end && end <= file.byteLength)) {
    fail(`the bytes from ${start} to ${end} of ${file.byteLength}`)
  }
  const reader = { view: new DataView(await file.slice(start, end)), offset: 0 }
  const most = isOfLists ? MOST_ROWS : rows
  for (let found = 0; (isOfLists || found < rows) && reader.offset < reader.view.byteLength; ) {
    const header = parquetHeader(reader)
    const { uncompressed_page_size: bytes, dictionary_page_header: dictionary } = header
    const values = (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0
    const left = isOfLists ? most - found : most
    if (!(values >= 0 && values <= left)) fail(`a page of ${values} values in a group of ${rows} rows`)
    if (!(bytes >= 0 && bytes <= MOST_BYTES)) fail(`a page of ${bytes} bytes`)
    if (dictionary && !(dictionary.num_values >= 0 && dictionary.num_values <= 8 * bytes)) {
      fail(`a dictionary of ${dictionary.num_values} values in ${bytes} bytes`)
    }
    if (!(header.compressed_page_size >= 0)) fail(`a page of ${header.compressed_page_size} bytes`)
    found += values
    reader.offset += header.compressed_page_size
  }
}
