import { type FullColumns, fullColumns } from '../columns/full-columns'
import { type ColumnsFound, mayShareNames, requireNamesApart } from '../columns/shared-names'
import { cellValues } from './cell-values'

/** A source whose first rows may be seen before columns are chosen. */
export interface FirstRows {
  /** The first rows, with the cells of all columns; those that are read have them too. */
  first?(): Promise<readonly (readonly unknown[])[]>
}

/**
 * As `requireNamesApart`, of the first rows of a source that shows them.
 *
 * @returns columns that may be read where a user or an item is missing
 * @throws if the column that is read does not tell users or items apart, and another one does
 */
export async function requireNamesApartIn(
  source: FirstRows,
  found: ColumnsFound,
  where: string,
): Promise<FullColumns> {
  if (!source.first || !mayShareNames(found)) return {}
  const { idIn } = cellValues()
  const textOf = (cell: unknown) => idIn(cell) ?? String(cell)
  const rows = (await source.first()).map((row) => row.map(textOf))
  requireNamesApart(found, rows, where)
  return fullColumns(found, rows)
}
