import type { ParquetFile } from './open-parquet'
import type { ParquetColumn } from './parquet-columns'

/** Rows by which columns are chosen. */
export const FIRST_ROWS = 1000
const MOST_BYTES = 2 ** 26 // of all columns in them, in one group: long texts say nothing of interactions

/** The first group with rows; -1 without one. */
export function firstGroup({ groupSizes }: Pick<ParquetFile, 'groupSizes'>): number {
  return groupSizes.findIndex((size) => size > 0)
}

/** Names of the columns that are looked at in a group, as far as memory allows; '' of any other. */
export function smallNames(
  { columns, groupBytes }: Pick<ParquetFile, 'columns' | 'groupBytes'>,
  group: number,
  isLooked: (column: ParquetColumn) => boolean | undefined,
): readonly string[] {
  let bytes = 0
  const taken = new Set<string>()
  return columns.map((column) => {
    const { name, within } = column
    const more = taken.has(within) ? 0 : groupBytes(group, within)
    if (!isLooked(column) || bytes + more > MOST_BYTES) return ''
    bytes += more
    taken.add(within)
    return name
  })
}
