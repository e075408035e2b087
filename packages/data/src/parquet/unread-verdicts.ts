import { type FoundVerdicts, verdictFinder } from '../columns/verdict-column'
import type { VerdictFinders } from '../columns/verdict-finders'
import { cellsBeside, type GroupCells } from './cells-beside'
import { FIRST_ROWS, firstGroup, smallNames } from './first-rows'
import type { FoundColumns } from './grouped-columns'
import { cellLists } from './grouped-rows'
import type { ParquetFile } from './open-parquet'

const OF_OTHER_LENGTH = 'a list of another length'

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
  /** The first column of verdicts; undefined if there is none. */
  readonly found: FoundVerdicts | undefined
}

/**
 * A look at the columns whose values may be those of verdicts in the first rows.
 *
 * @param finderOf of several files together
 */
export async function unreadVerdicts(
  file: ParquetFile,
  { numbers, list }: Pick<FoundColumns, 'numbers' | 'list'>,
  finderOf: VerdictFinders = verdictFinder,
): Promise<UnreadVerdicts> {
  const { columns, groupSizes, readGroup } = file
  const read = Object.values(numbers)
  const beside = columns.map((column) => cellsBeside(column, list))

  /** The cells of columns in a group. */
  function cellsOf(numbers: readonly number[], group: GroupCells) {
    const cells = new Map(numbers.map((column) => [column, beside[column]!.inGroup(group)]))
    return (column: number, row: number, place: number) => {
      const cell = cells.get(column)!(row, place)
      return cell === undefined ? OF_OTHER_LENGTH : cell
    }
  }

  function withinOf(numbers: readonly number[]): string[] {
    return [...new Set(numbers.map((column) => columns[column]!.within))]
  }

  /** Names of the columns that may have verdicts by the first rows; '' of any other. */
  async function namesLeft(): Promise<readonly string[]> {
    const group = firstGroup(file)
    if (group < 0) return []
    const small = smallNames(file, group, ({ holds }) => holds === 'value' || (list && holds === 'list'))
    const look = verdictFinder(small, read)
    if (!look.isOpen) return []
    const within = [...withinOf(look.columns), ...(list ? [list.within] : [])]
    const count = Math.min(groupSizes[group]!, FIRST_ROWS)
    const cells = await readGroup(group, [...new Set(within)], 0, count)
    const at = cellsOf(look.columns, cells)
    const sizeIn = list ? cellLists(list, cells.get(list.within)!).sizeIn : () => 1
    for (let row = 0; row < count; row++) {
      for (let place = 0; place < (sizeIn(row) ?? 1); place++)
        look.add((column) => at(column, row, place), 0, 0)
    }
    return small.map((name, column) => (look.columns.includes(column) ? name : ''))
  }

  const verdicts = finderOf(await namesLeft(), read)
  return {
    get within() {
      return verdicts.isOpen ? withinOf(verdicts.columns) : []
    },
    inGroup(group) {
      if (!verdicts.isOpen) return () => {}
      const at = cellsOf(verdicts.columns, group)
      return (row, place, user, item) => {
        if (verdicts.isOpen) verdicts.add((column) => at(column, row, place), user, item)
      }
    },
    get found() {
      return verdicts.found
    },
  }
}
