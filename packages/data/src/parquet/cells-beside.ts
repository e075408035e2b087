import { columnValues } from './column-values'
import { cellLists } from './grouped-rows'
import type { ParquetFile } from './open-parquet'
import type { ParquetColumn } from './parquet-columns'

/** Columns of a group that were read, by their names. */
export type GroupCells = Awaited<ReturnType<ParquetFile['readGroup']>>

/** Reads the cells of a column beside the entries of rows: ids and texts as text. */
export interface CellsBeside {
  readonly column: ParquetColumn
  /** The cell by its row in a group and its place in the row's lists; undefined in a list of another length than that of the entries. */
  inGroup(group: GroupCells): (row: number, place: number) => unknown
}

/** @param list the column whose lists have the entries of a row, if there is one */
export function cellsBeside(column: ParquetColumn, list: ParquetColumn | undefined): CellsBeside {
  const values = columnValues(column.element)
  return {
    column,
    inGroup(group) {
      const { listName, sizeIn, valueIn } = cellLists(column, group.get(column.within)!)
      const entries = list && cellLists(list, group.get(list.within)!)
      return (row, place) => {
        if (listName !== undefined && sizeIn(row) !== entries?.sizeIn(row)) return undefined
        const value = valueIn(row, place)
        return typeof value === 'boolean' ? value : (values.idIn(value) ?? value)
      }
    },
  }
}
