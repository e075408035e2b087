import { isMissing } from '../values/missing-ids'
import { type ColumnRole, fittingColumns } from './column-names'
import { speaksOf } from './likely-columns'

/** The first rows of a table, of as many cells each. */
export type Rows = readonly (readonly string[])[]

/** Numbers of the columns that are read. */
export type ReadColumns = { readonly [role in ColumnRole]?: number | undefined }

/** So many times as few values as another column of the same role has are too few. */
export const COARSE = 2
/** Values of that one. */
export const FEWEST = 20
/** Users or rows that show something by no chance. */
export const ENOUGH = 5

/** The cells of a column, empty where a row is shorter. */
export function cellsIn(rows: Rows, column: number): string[] {
  return rows.map((row) => row[column] ?? '')
}

/** How many different values a column has. */
export function countOf(rows: Rows, column: number): number {
  return new Set(rows.map((row) => row[column]).filter((cell) => !isMissing(cell ?? ''))).size
}

/** Columns that are not read and may be of a role. */
export function columnsOf(
  header: readonly string[],
  role: 'user' | 'item',
  read: ReadColumns,
): readonly number[] {
  return [...header.keys()].filter(
    (other) => !Object.values(read).includes(other) && mayBeOf(header[other]!, role),
  )
}

/** Whether a name is known for a role, or likely of it; of users one of e-mail addresses or partners, for a session may be called a user's. */
function mayBeOf(name: string, role: 'user' | 'item'): boolean {
  if (fittingColumns([name], role, undefined).length > 0) return true
  return speaksOf(name, role) && (role === 'item' || /mail|partner/i.test(name))
}

/** How many ids are in several orders. */
export function inSeveral(rows: Rows, ids: number, order: number): number {
  const ordersOf = new Map<string, Set<string>>()
  for (const row of rows) ordersOf.set(row[ids]!, (ordersOf.get(row[ids]!) ?? new Set()).add(row[order]!))
  return [...ordersOf.values()].filter(({ size }) => size > 1).length
}
