import type { ColumnRole } from '../columns/column-names'
import { fileError, quoted } from '../values/file-error'
import { type ParquetColumn, valueIn } from './parquet-columns'

/** The cells of a column in some rows, each of which may be a list. */
export interface CellLists {
  /** Name of the column, where it holds lists. */
  readonly listName: string | undefined
  /** Length of the list in a row; undefined where it is null. */
  sizeIn(row: number): number | undefined
  /** An element; null where there is none. Of a column without lists the cell, whatever the place. */
  valueIn(row: number, place: number): unknown
}

/** @param cells of the column that the file has, which for a field is the one around it */
export function cellLists(column: ParquetColumn, cells: readonly unknown[]): CellLists {
  const { holds, within } = column
  if (holds === 'value') {
    return { listName: undefined, sizeIn: () => 1, valueIn: (row) => valueIn(column, cells[row]) }
  }
  const listIn = (row: number) => cells[row] as readonly unknown[] | null | undefined
  return {
    listName: within,
    sizeIn: (row) => listIn(row)?.length,
    valueIn: (row, place) => valueIn(column, listIn(row)?.[place]),
  }
}

/** The cells of rows in the columns that are read. */
export type RoleLists = { readonly user: CellLists; readonly item: CellLists } & {
  readonly [role in ColumnRole]?: CellLists | undefined
}

/** As of `rowAdder`. */
type AddRow = (
  row: number,
  ...cells: [user: unknown, item: unknown, rating: unknown, time: unknown, place?: number]
) => boolean

/**
 * Adds rows whose cells may be lists: an entry for each element, with what is no list repeated. A row of empty lists has none; one
 * whose lists are null is one entry without a value.
 *
 * @param rows how many, and the number of the first one, from 0
 * @param onAdded called for each entry that was added, with its row, from 0 among these, and its place in the lists
 * @throws naming the row (from 1) if its lists differ in length, or only some are null
 */
export function addGroupedRows(
  add: AddRow,
  { user, item, rating, timestamp }: RoleLists,
  { count, first, path }: { readonly count: number; readonly first: number; readonly path: string },
  onAdded: (row: number, place: number) => void,
): void {
  const lists = [user, item, rating, timestamp].flatMap((cells) => (cells?.listName ? [cells] : []))
  for (let row = 0; row < count; row++) {
    const size = lists[0]!.sizeIn(row)
    if (lists.some((list) => list.sizeIn(row) !== size)) throw unequal(row)
    const addAt = (place: number, shown?: number) => {
      const ids = [user.valueIn(row, place), item.valueIn(row, place)] as const
      const others = [rating?.valueIn(row, place), timestamp?.valueIn(row, place)] as const
      if (add(first + row, ...ids, ...others, shown)) onAdded(row, place)
    }
    if (size === undefined) addAt(0)
    else for (let place = 0; place < size; place++) addAt(place, place)
  }

  function unequal(row: number): Error {
    const names = lists.map(({ listName }) => quoted(listName!)).join(' and ')
    const got = lists.map((list) => list.sizeIn(row) ?? 'no list').join(' and ')
    return fileError(`${path}: row ${first + row + 1}`, `lists of one length in columns ${names}`, got)
  }
}
