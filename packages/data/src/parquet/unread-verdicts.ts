import { verdictFinder } from '../columns/verdict-column'
import { columnValues } from './column-values'
import type { FoundColumns } from './grouped-columns'
import type { ParquetFile } from './open-parquet'

const FIRST = 1000 // rows that are looked at
const MOST_BYTES = 2 ** 26 // of all columns that are looked at, in one group: long texts are no verdicts

/** Number of a column of one value a row that is not read and has verdicts, by the first rows; undefined if there is none. */
export async function unreadVerdicts(
  { columns, groupSizes, groupBytes, readGroup }: ParquetFile,
  { numbers, roles: { user, item } }: Pick<FoundColumns, 'numbers' | 'roles'>,
): Promise<number | undefined> {
  const group = groupSizes.findIndex((size) => size > 0)
  if (group < 0) return undefined
  let bytes = 0
  const names = columns.map(({ name, holds, within }) => {
    if (holds !== 'value' || bytes + groupBytes(group, within) > MOST_BYTES) return ''
    bytes += groupBytes(group, within)
    return name
  })
  const verdicts = verdictFinder(names, Object.values(numbers))
  if (verdicts.columns.length === 0) return undefined
  const values = columns.map(({ element }) => columnValues(element))
  const wanted = [user, item, ...verdicts.columns.map((column) => columns[column]!)]
  const first = groupSizes.slice(0, group).reduce((sum, size) => sum + size, 0)
  const count = Math.min(groupSizes[group]!, FIRST)
  const read = await readGroup(group, [...new Set(wanted.map(({ within }) => within))], first, first + count)
  const cell = (column: number, row: number) => {
    const value = read.get(columns[column]!.within)![row]
    return typeof value === 'boolean' ? value : (values[column]!.idIn(value) ?? value)
  }
  for (let row = 0; row < count && verdicts.isOpen; row++) {
    verdicts.add((column) => cell(column, row), cell(numbers.user, row), cell(numbers.item, row))
  }
  return verdicts.column
}
