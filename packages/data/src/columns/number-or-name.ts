import { quoted, undecided, undecidedBut } from '../values/file-error'
import { type ColumnChoice, columnRoles } from './column-names'

const NAMED = 20 // columns that an error lists

/** The options that make a number the place of a column alone: its header is passed over. */
export const NO_HEADER = 'header: false'

/**
 * Chosen columns, where a number that is no place in the header, but a name in it, is that name.
 *
 * @param line of the file that has the header; undefined where names come without one
 * @throws if a number is the place of one column and the name of another
 */
export function placedOrNamed(
  header: readonly string[],
  columns: ColumnChoice,
  where: string,
  line?: number,
): ColumnChoice {
  const entries = columnRoles.map((role) => {
    const chosen = columns[role]
    const named = typeof chosen === 'number' ? header.indexOf(String(chosen)) : -1
    if (named < 0 || named === chosen) return [role, chosen]
    const own = header[chosen as number]
    if (own === undefined) return [role, String(chosen)]
    const got = `column number ${chosen} (from 0), ${own === '' ? 'without a name' : quoted(own)}, and number ${named}, which is called '${chosen}'`
    const [options, likely] =
      line === undefined ? [[`columns.${role}`], {}] : [['skipLines', NO_HEADER], { skipLines: line }]
    throw undecidedBut(where, `one column as ${role}`, got, { options, likely })
  })
  return Object.fromEntries(entries)
}

/**
 * Chosen columns of what has names of its own, such as parquet and rows of a database.
 *
 * @throws if they are the places of columns in files without header, which say nothing of columns with names
 */
export function placedAmongNames(
  names: readonly string[],
  {
    columns = {},
    header,
  }: { readonly columns?: ColumnChoice | undefined; readonly header?: boolean | undefined },
  where: string,
): ColumnChoice {
  const placed = columnRoles.filter((role) => typeof columns[role] === 'number')
  if (header !== false || placed.length === 0) return placedOrNamed(names, columns, where)
  throw undecided(
    where,
    'columns without names, which are chosen by their places (header: false)',
    `columns ${names.slice(0, NAMED).map(quoted).join(', ')}`,
    placed.map((role) => `columns.${role}`),
  )
}
