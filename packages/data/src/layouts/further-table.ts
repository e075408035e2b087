import { columnRoles, findColumn } from '../columns/column-names'
import { type LineCursor, placeOf } from '../lines/line-cursor'
import { fileError, quoted } from '../values/file-error'

const NUMBERED = /^\s*[-\d]/ // no name of a column

/** @throws if fields below a blank line are names of columns: the header of a further table, below the first one */
export function requireNoFurtherTable(
  fields: readonly string[],
  delimiter: string,
  cursor: LineCursor,
): void {
  if (fields.every((field) => field.trim() === '')) return // as in many rows below another, so before names are looked for
  if (fields.some((field) => NUMBERED.test(field))) return
  const where = placeOf(cursor)
  if (!columnRoles.some((role) => findColumn(fields, role, undefined, where) >= 0)) return
  throw fileError(
    where,
    'one table',
    `the header of another after a blank line: ${quoted(fields.join(delimiter))}`,
  )
}
