import type { FileMetaData, RowGroup, SchemaElement } from 'hyparquet'
import { fileError } from '../values/file-error'
import { dateOfMicroseconds } from '../values/fine-dates'
import { withConvertedTypes } from './converted-types'
import { requireOneParquet } from './joined-parquet'
import { type ParquetColumn, parquetColumns } from './parquet-columns'
import { requirePages } from './parquet-pages'

/** Values of a column as the library gives them. */
interface Chunk {
  readonly columnName: string
  readonly columnData: ArrayLike<unknown>
  /** Number of the first row, from 0. */
  readonly rowStart: number
}

/** A parquet file whose footer has been read. */
export interface ParquetFile {
  /** Of the whole file. */
  readonly bytes: number
  /** Rows of each group. */
  readonly groupSizes: readonly number[]
  /** In each group, the number of values of its longest lists; of its rows, where it has no lists. */
  readonly valueCounts: readonly number[]
  readonly columns: readonly ParquetColumn[]
  /** Bytes of a column of the file in a group, once decompressed, as the file claims. */
  groupBytes(group: number, column: string): number
  /**
   * Columns of a group, which has the rows [rowStart, rowEnd) or more, by their names. A list is an array; null or undefined where a row has
   * none.
   *
   * @throws if the group is damaged or too large
   */
  readGroup(
    group: number,
    columns: string[],
    rowStart: number,
    rowEnd: number,
  ): Promise<ReadonlyMap<string, readonly unknown[]>>
}

/**
 * Opens a parquet file. The parquet library fails in many ways on a damaged file; here all read alike.
 *
 * @param options.values `stored` gives texts as bytes and decimals as integers or bytes, for the library makes doubles of
 *   decimals
 * @throws if it cannot be read, is damaged, or is several files one after another
 */
export async function openParquet(
  path: string,
  { values = 'converted' }: { readonly values?: 'converted' | 'stored' | undefined } = {},
): Promise<ParquetFile> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } = await import('hyparquet')
  const { compressors } = await import('hyparquet-compressors')
  async function checked<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      const { syscall, message } = cause as NodeJS.ErrnoException
      if (syscall !== undefined) throw cause
      throw fileError(path, 'a whole parquet file', message, cause)
    }
  }
  const file = await checked(() => asyncBufferFromFile(path))
  const metadata = withConvertedTypes(await checked(() => parquetMetadataAsync(file)))
  await requireOneParquet(file, metadata, path)
  const columns = await checked(() => parquetColumns(parquetSchema(metadata).children))
  if (columns.some(({ within }) => typeof within !== 'string')) {
    throw fileError(path, 'a whole parquet file', 'a column without a name')
  }
  const listNames = new Set(
    columns.flatMap(({ holds, keys, within }) => (holds === 'value' && keys.length === 0 ? [] : [within])),
  )
  const given = values === 'stored' ? withoutDecimals(metadata) : metadata
  const groupSizes = await checked(() => metadata.row_groups.map(({ num_rows }) => Number(num_rows)))
  if (!groupSizes.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw fileError(path, 'a whole parquet file', `groups of ${groupSizes.join(', ')} rows`)
  }

  const readGroup: ParquetFile['readGroup'] = async (group, columns, rowStart, rowEnd) => {
    const read = new Map(columns.map((name) => [name, [] as unknown[]]))
    const isPart = rowEnd - rowStart < groupSizes[group]! // of which whole pages come
    const onChunk = ({ columnName, columnData, rowStart: first }: Chunk) => {
      const values = read.get(columnName)
      const [from, to] = isPart ? [Math.max(0, rowStart - first), rowEnd - first] : [0, columnData.length]
      for (let i = from; values && i < Math.min(to, columnData.length); i++) values.push(columnData[i])
    }
    await checked(() => requirePages(file, metadata.row_groups[group]!, columns, listNames))
    const utf8 = values === 'converted'
    await checked(() =>
      parquetRead({ file, metadata: given, columns, rowStart, rowEnd, compressors, utf8, parsers, onChunk }),
    )
    for (const [name, found] of read) {
      if (found.length !== rowEnd - rowStart) {
        throw fileError(
          path,
          `${rowEnd - rowStart} values of '${name}' in a group of rows`,
          `${found.length}`,
        )
      }
      const hole = listNames.has(name) ? -1 : found.indexOf(undefined) // a value that is missing is null
      if (hole < 0) continue
      throw fileError(
        path,
        'a whole parquet file',
        `a value of '${name}' that its page does not have, row ${rowStart + hole + 1}`,
      )
    }
    return read
  }
  return {
    bytes: file.byteLength,
    groupSizes,
    valueCounts: metadata.row_groups.map((group, i) =>
      Math.max(groupSizes[i]!, ...countsOf(group, listNames)),
    ),
    columns,
    groupBytes: (group, column) => bytesOf(metadata.row_groups[group]!, column),
    readGroup,
  }
}

/** Times to the microsecond, where the library would cut them to milliseconds. */
const parsers = {
  timestampFromMicroseconds: dateOfMicroseconds,
  timestampFromNanoseconds: (time: bigint) => dateOfMicroseconds(time / 1000n),
}

/** How many values the lists of a group have, as it claims. */
function countsOf({ columns }: RowGroup, listNames: ReadonlySet<string>): readonly number[] {
  return columns.flatMap(({ meta_data: chunk }) =>
    chunk && listNames.has(chunk.path_in_schema[0]!) ? [Number(chunk.num_values)] : [],
  )
}

/** @returns 0 also of a column whose path is damaged, which reading refuses */
function bytesOf({ columns }: RowGroup, column: string): number {
  const chunks = columns.filter(({ meta_data: chunk }) => chunk?.path_in_schema?.[0] === column)
  return chunks.reduce((sum, { meta_data: chunk }) => sum + Number(chunk!.total_uncompressed_size), 0)
}

/** The metadata without the types of decimals. */
function withoutDecimals(metadata: FileMetaData): FileMetaData {
  const plain = ({ converted_type, logical_type, ...element }: SchemaElement): SchemaElement =>
    converted_type === 'DECIMAL'
      ? element
      : { ...element, ...(converted_type && { converted_type }), ...(logical_type && { logical_type }) }
  return { ...metadata, schema: metadata.schema.map(plain) }
}
