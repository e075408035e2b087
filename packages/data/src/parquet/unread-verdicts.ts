import { verdictFinder } from '../columns/verdict-column'
import { columnValues } from './column-values'
import type { FoundColumns } from './grouped-columns'
import { type CellLists, cellLists } from './grouped-rows'
import type { ParquetFile } from './open-parquet'

const FIRST = 1000 // rows by which columns are chosen
const MOST_BYTES = 2 ** 26 // of all columns in them, in one group: long texts are no verdicts
const OF_OTHER_LENGTH = 'a list of another length'

/** Columns of a group that were read, by their names. */
type GroupCells = Awaited<ReturnType<ParquetFile['readGroup']>>

/** Looks for verdicts in columns that are not read: those of one value a row, and those of a list beside lists that are read. */
export interface UnreadVerdicts {
  /** Columns of the file that the next group is looked at for. */
  readonly within: readonly string[]
  /**
   * Begins a group.
   *
   * @returns looks at an entry, by its row in the group and its place in the row's lists, and the numbers of its user and its item
   */
  inGroup(group: GroupCells): (row: number, place: number, user: number, item: number) => void
  /** Number of the first column of verdicts; undefined if there is none. */
  readonly column: number | undefined
}

/** A look at the columns whose values may be those of verdicts in the first rows. */
export async function unreadVerdicts(
  file: ParquetFile,
  { numbers, roles, isGrouped }: Pick<FoundColumns, 'numbers' | 'roles' | 'isGrouped'>,
): Promise<UnreadVerdicts> {
  const { columns, groupSizes, groupBytes, readGroup } = file
  const values = columns.map(({ element }) => columnValues(element))
  const read = Object.values(numbers)
  const sized = [roles.user, roles.item].find(({ holds }) => holds === 'list')

  /** The cells of the columns in the elements of a group's rows. */
  function cellsOf(numbers: readonly number[], group: GroupCells) {
    const sizes = sized && cellLists(sized, group.get(sized.within)!)
    const lists = new Map<number, CellLists>(
      numbers.map((column) => [column, cellLists(columns[column]!, group.get(columns[column]!.within)!)]),
    )
    return {
      sizeIn: (row: number) => sizes?.sizeIn(row) ?? 1,
      at(column: number, row: number, place: number): unknown {
        const { listName, sizeIn, valueIn } = lists.get(column)!
        if (listName !== undefined && sizeIn(row) !== sizes?.sizeIn(row)) return OF_OTHER_LENGTH
        const value = valueIn(row, place)
        return typeof value === 'boolean' ? value : (values[column]!.idIn(value) ?? value)
      },
    }
  }

  function withinOf(numbers: readonly number[]): string[] {
    return [...new Set(numbers.map((column) => columns[column]!.within))]
  }

  /** Names of the columns that may have verdicts by the first rows; '' of any other. */
  async function namesLeft(): Promise<readonly string[]> {
    const group = groupSizes.findIndex((size) => size > 0)
    if (group < 0) return []
    let bytes = 0
    const small = columns.map(({ name, holds, within }) => {
      const isLooked = holds === 'value' || (isGrouped && holds === 'list')
      if (!isLooked || bytes + groupBytes(group, within) > MOST_BYTES) return ''
      bytes += groupBytes(group, within)
      return name
    })
    const look = verdictFinder(small, read)
    if (!look.isOpen) return []
    const within = [...withinOf(look.columns), ...(sized ? [sized.within] : [])]
    const count = Math.min(groupSizes[group]!, FIRST)
    const { sizeIn, at } = cellsOf(look.columns, await readGroup(group, [...new Set(within)], 0, count))
    for (let row = 0; row < count; row++) {
      for (let place = 0; place < sizeIn(row); place++) look.add((column) => at(column, row, place), 0, 0)
    }
    return small.map((name, column) => (look.columns.includes(column) ? name : ''))
  }

  const verdicts = verdictFinder(await namesLeft(), read)
  return {
    get within() {
      return verdicts.isOpen ? withinOf(verdicts.columns) : []
    },
    inGroup(group) {
      if (!verdicts.isOpen) return () => {}
      const { at } = cellsOf(verdicts.columns, group)
      return (row, place, user, item) => {
        if (verdicts.isOpen) verdicts.add((column) => at(column, row, place), user, item)
      }
    },
    get column() {
      return verdicts.column
    },
  }
}
