import { type FullColumns, fullColumns } from '../columns/full-columns'
import { mayShareNames, requireNamesApart } from '../columns/shared-names'
import type { LayoutOptions } from '../reading/layout-options'
import { cellsBeside } from './cells-beside'
import { FIRST_ROWS, firstGroup, smallNames } from './first-rows'
import type { FoundColumns } from './grouped-columns'
import type { ParquetFile } from './open-parquet'

/**
 * @returns columns that may be read where a user or an item is missing, by the first rows
 * @throws if these show that several users or items have one name, or are one cashier or code, in the column that is read, and another tells them apart
 */
export async function requireNamesApartIn(
  file: ParquetFile,
  { numbers, list }: Pick<FoundColumns, 'numbers' | 'list'>,
  { columns: chosen }: LayoutOptions,
  path: string,
): Promise<FullColumns> {
  const group = firstGroup(file)
  if (group < 0 || list) return {}
  const small = smallNames(file, group, ({ holds, keys }) => holds === 'value' && keys.length === 0)
  const read = Object.values(numbers)
  const looked = [...small.keys()].filter((column) => small[column] !== '' || read.includes(column))
  const placeOf = (column: number | undefined) => (column === undefined ? undefined : looked.indexOf(column))
  const places = Object.fromEntries(Object.entries(numbers).map(([role, column]) => [role, placeOf(column)]))
  const names = looked.map((column) => file.columns[column]!.name)
  const found = { header: names, read: places, chosen }
  if (!mayShareNames(found)) return {}
  const count = Math.min(file.groupSizes[group]!, FIRST_ROWS)
  const within = new Set(looked.map((column) => file.columns[column]!.within))
  const cells = await file.readGroup(group, [...within], 0, count)
  const columns = looked.map((column) => cellsBeside(file.columns[column]!, undefined).inGroup(cells))
  const rows = Array.from({ length: count }, (_, row) =>
    columns.map((cellOf) => String(cellOf(row, 0) ?? '')),
  )
  requireNamesApart(found, rows, path)
  return fullColumns(found, rows)
}
