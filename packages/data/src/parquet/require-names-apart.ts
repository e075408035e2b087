import { namesItemIds } from '../columns/column-names'
import { sharedNames } from '../columns/finer-ids'
import type { LayoutOptions } from '../reading/layout-options'
import { cellsBeside } from './cells-beside'
import { FIRST_ROWS, firstGroup, smallNames } from './first-rows'
import type { FoundColumns } from './grouped-columns'
import type { ParquetFile } from './open-parquet'

/** @throws if items were found by their names, and a column that is not read tells more of them apart in the first rows */
export async function requireNamesApart(
  file: ParquetFile,
  { numbers, list }: Pick<FoundColumns, 'numbers' | 'list'>,
  { columns: chosen }: LayoutOptions,
  path: string,
): Promise<void> {
  const group = firstGroup(file)
  if (group < 0 || list || chosen?.item !== undefined || namesItemIds(file.columns[numbers.item]!.name))
    return
  const read = Object.values(numbers)
  const small = smallNames(file, group, ({ holds, keys }) => holds === 'value' && keys.length === 0)
  const looked = [...small.keys()].filter((column) => small[column] !== '' || column === numbers.item)
  const count = Math.min(file.groupSizes[group]!, FIRST_ROWS)
  const within = new Set(looked.map((column) => file.columns[column]!.within))
  const cells = await file.readGroup(group, [...within], 0, count)
  const columns = looked.map((column) => cellsBeside(file.columns[column]!, undefined).inGroup(cells))
  const rows = Array.from({ length: count }, (_, row) =>
    columns.map((cellOf) => String(cellOf(row, 0) ?? '')),
  )
  const names = looked.map((column) => file.columns[column]!.name)
  const others = [...looked.keys()].filter(
    (place) => read.includes(looked[place]!) && looked[place] !== numbers.item,
  )
  const shared = sharedNames({ names, item: looked.indexOf(numbers.item), others }, rows, path)
  if (shared) throw shared
}
