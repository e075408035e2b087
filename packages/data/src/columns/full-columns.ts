import { isMissing } from '../values/missing-ids'
import { columnsOf, countOf, type Rows } from './rows-beside'
import type { ColumnsFound } from './shared-names'

/** Names of columns of users and items beside those that are read, which have a value in each row and as many different ones. */
export interface FullColumns {
  readonly user?: string
  readonly item?: string
}

/** Such columns, by the first rows, for the roles that the caller chose none for. */
export function fullColumns(
  { header, labels = header, read, chosen }: ColumnsFound,
  rows: Rows,
): FullColumns {
  const full = (['user', 'item'] as const).flatMap((role) => {
    if (chosen?.[role] !== undefined || rows.length === 0) return []
    const own = countOf(rows, read[role]!)
    const other = columnsOf(labels, role, read).find(
      (column) => countOf(rows, column) >= own && rows.every((row) => !isMissing(row[column] ?? '')),
    )
    return other === undefined ? [] : [[role, header[other]!] as const]
  })
  return Object.fromEntries(full)
}
