import { quoted, type UndecidedError, undecided, undecidedBut } from '../values/file-error'
import { type ColumnChoice, type ColumnRole, columnRoles, findColumn } from './column-names'
import { sureChoice } from './sure-choice'

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
    throw undecidedBut(where, `one column as ${role}`, got, settling(header, columns, { role, named, line }))
  })
  return Object.fromEntries(entries)
}

/**
 * What settles such a doubt: what surely chooses the column of that name, where the other one has a name that does, too; else, and where
 * several columns are chosen by number, the places of all without their header. Numbers beside a column without a name, as that of names of
 * rows, are taken for the names of the others.
 */
function settling(
  header: readonly string[],
  columns: ColumnChoice,
  {
    role,
    named,
    line,
  }: { readonly role: ColumnRole; readonly named: number; readonly line: number | undefined },
): Pick<UndecidedError, 'options'> & Required<Pick<UndecidedError, 'likely' | 'together'>> {
  const option = `columns.${role}`
  const sure = sureChoice(header, named)
  const other = sureChoice(header, Number(columns[role]))
  const chosen = Object.values(columns).filter((column) => column !== undefined)
  const arePlaces = chosen.length > 1 && chosen.every((column) => typeof column === 'number')
  if (line === undefined || (sure !== undefined && typeof other === 'string' && !arePlaces)) {
    return { options: [option], likely: sure === undefined ? {} : { [option]: sure }, together: [] }
  }
  const areNames =
    chosen.some((column) => header[Number(column)] === '') &&
    chosen.every((column) => header.includes(String(column)))
  const places = columnRoles.flatMap((each) => {
    const chosen = columns[each]
    if (chosen === undefined && each !== 'user' && each !== 'item') return []
    const called = areNames ? header.indexOf(String(chosen)) : -1
    const place =
      called >= 0 ? called : typeof chosen === 'number' ? chosen : findColumn(header, each, chosen, '')
    return place < 0 ? [] : [[`columns.${each}`, place] as const]
  })
  const together = ['skipLines', NO_HEADER, ...places.map(([name]) => name)]
  return { options: together, likely: { skipLines: line, ...Object.fromEntries(places) }, together }
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
