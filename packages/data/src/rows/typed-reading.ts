import { type ColumnRole, columnRoles } from '../columns/column-names'
import type { LayoutOptions } from '../reading/layout-options'
import { columnLabel, type FormatReading, namedColumns } from '../reading/reading'
import type { TurnedOut } from '../reading/turned-out'
import type { DecimalMark } from '../values/rating-numbers'
import type { CellValues } from './cell-values'

/**
 * What a reading says of columns whose cells have types, and so need no layout.
 *
 * @param how with a column of verdicts that is not read
 * @param isOffered whether a column that is not read counts among those
 */
export function typedReading(
  format: 'parquet' | 'rows',
  names: readonly string[],
  columns: { readonly [role in ColumnRole]?: number | undefined },
  { missing, ratings, decimal, dateOrder, verdicts }: LayoutOptions & Pick<TurnedOut, 'verdicts'>,
  isOffered: (column: number) => boolean = () => true,
): FormatReading {
  const chosen = namedColumns(columns, names)
  const read = columnRoles.map((role) => columns[role])
  const unread = names.flatMap((_, column) =>
    read.includes(column) || !isOffered(column) ? [] : [columnLabel(column, names)],
  )
  return {
    format,
    columns: chosen,
    unread,
    ...(verdicts && { likelyRating: columnLabel(verdicts.column, names), likelyValues: verdicts.values }),
    ...(decimal && { decimal }),
    options: {
      columns: chosen,
      ...(decimal && { decimal }),
      ...(dateOrder && { dateOrder }),
      ...(missing && { missing }),
      ...(ratings === false && { ratings }),
    },
  }
}

/** The decimal mark that a reading names: a comma that was found, else the chosen one. */
export function shownMark(
  ratings: Pick<CellValues, 'mark'> | undefined,
  { decimal }: LayoutOptions,
): DecimalMark | undefined {
  return ratings?.mark === 'comma' ? 'comma' : decimal
}
