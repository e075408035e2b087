import { columnRoles, findColumn } from '../columns/column-names'
import { severalItems } from '../columns/item-columns'
import { likelyColumn, saysElse, speaksOf } from '../columns/likely-columns'
import { nearColumn } from '../columns/near-column'
import type { LayoutOptions } from '../reading/layout-options'
import { fileError, quoted, undecided, undecidedBut } from '../values/file-error'

const NAMED = 20 // columns listed in an error

/**
 * Says which column is missing, and lists those that exist.
 *
 * @param of what has them: a text whose first line may be a header, rows whose columns always have names, or objects
 */
export function missingColumns(
  cells: readonly string[],
  { columns = {}, header, timestamps = columns.timestamp !== undefined }: LayoutOptions,
  where: string,
  of: 'table' | 'columns' | 'objects' = 'table',
): Error {
  const more = cells.length > NAMED ? ` and ${cells.length - NAMED} more` : ''
  const got = `${of === 'objects' ? 'keys' : 'columns'} ${cells.slice(0, NAMED).map(quoted).join(', ')}${more}`
  for (const role of columnRoles) {
    const chosen = columns[role]
    if (chosen === undefined || findColumn(cells, role, chosen, where) >= 0) continue
    const column = typeof chosen === 'number' ? `column number ${chosen} (from 0)` : `a column '${chosen}'`
    const list = cells.find((name) => of === 'objects' && String(chosen).startsWith(`${name}.`))
    if (list !== undefined) {
      const within = `${quoted(list)}, a list within a list or no object: write an object for each of its elements`
      return fileError(where, `${column} as ${role}`, within)
    }
    const near = nearColumn(cells, role, chosen)
    const nearest = near === undefined ? '' : ` (${quoted(near)} is the nearest)`
    return undecided(where, `${column} as ${role}`, `${got}${nearest}`, [`columns.${role}`])
  }
  const [user, item] = (['user', 'item'] as const).map((role) =>
    findColumn(cells, role, columns[role], where),
  )
  if (user! >= 0 && user === item) {
    return fileError(where, 'different columns as user and item', `column ${user} twice`)
  }
  if (user! >= 0 && item! >= 0 && timestamps) {
    return undecided(where, 'a timestamp column', got, ['columns.timestamp'])
  }
  const several = item! < 0 ? severalItems(cells, where) : undefined
  if (several) return several
  const missing = user! >= 0 ? 'an item column' : item! >= 0 ? 'a user column' : 'a user and an item column'
  const lacking = (['user', 'item'] as const).filter((_, i) => [user, item][i]! < 0)
  const likely = Object.fromEntries(
    (of === 'objects' ? [] : lacking).flatMap((role) => {
      const name = likelyColumn(cells, role) ?? (role === 'item' ? idBesideUser(cells, user!) : undefined)
      return name === undefined ? [] : [[`columns.${role}`, name]]
    }),
  )
  if (Object.keys(likely).length > 0) {
    const options = lacking.map((role) => `columns.${role}`)
    const expected = `${of === 'table' ? 'a header with ' : ''}${missing} of a known name`
    return undecidedBut(where, expected, got, { options, likely })
  }
  if (of === 'table') {
    const options = header === undefined ? ['columns', 'header'] : ['columns'] // what was chosen is no advice
    return undecided(where, `a header with ${missing}, or columns given by number`, got, options)
  }
  const expected = of === 'objects' ? `objects with ${missing}` : `${missing} of a known name`
  return undecided(where, expected, got, ['columns'])
}

/** Of two columns the one of ids beside a user, as `sid` beside `uid`: what stands beside an item may describe it. */
function idBesideUser(cells: readonly string[], user: number): string | undefined {
  if (cells.length !== 2 || user < 0) return undefined
  const name = cells[1 - user]!
  return !/id$/i.test(name) || speaksOf(name, 'user') || saysElse(name) ? undefined : name
}
