import { readTable, type Table } from '@hvamp/data'
import { firstLines, LOOKED_AT } from './files-of-ratings'

/** A file with names of columns. */
interface Named {
  readonly path: string
  readonly table: Table
  readonly user: string | undefined
  readonly item: string | undefined
}

/**
 * The query that joins files of which one has the user of each order and others have its items, such as `orders.csv` and
 * `order_items.csv`; undefined where not just one column joins them.
 *
 * @param paths of which the first 20 are looked at
 */
export async function joiningQuery(paths: readonly string[]): Promise<string | undefined> {
  const found = await Promise.all(paths.slice(0, LOOKED_AT).map(namesOf))
  const files = found.filter((file) => file !== undefined)
  const ofItems = files.filter(({ user, item }) => user === undefined && item !== undefined)
  const pairs = files
    .filter(({ user, item }) => user !== undefined && item === undefined)
    .flatMap((users) => ofItems.map((items) => ({ users, items, key: keyOf(users, items) })))
    .filter(({ key }) => key !== undefined)
  const [first] = pairs
  if (!first) return undefined
  const { users, items, key } = first
  const isAlike = (each: (typeof pairs)[number]) =>
    each.users === users && each.key === key && each.items.item === items.item
  if (!pairs.every(isAlike)) return undefined
  const parts = pairs.map((pair) => `'${pair.items.path}'`)
  const source = parts.length === 1 ? parts[0] : `read_csv([${parts.join(', ')}])`
  return `COPY (SELECT ${users.user}, ${items.item} FROM ${source} JOIN '${users.path}' USING (${key})) TO 'rows.csv'`
}

const PLAIN = /^[a-z_]\w*$/i // a name, or a path, that a query has without further quotes
const PLAIN_PATH = /^[^'"$`\\]+$/

async function namesOf(path: string): Promise<Named | undefined> {
  const lines = await firstLines(path)
  if (lines.length === 0 || !PLAIN_PATH.test(path)) return undefined
  try {
    const table = await readTable(new Blob([lines]))
    if (table.rowCount === 0 || !table.columnNames.every((name) => PLAIN.test(name))) return undefined
    return { path, table, user: table.find('user'), item: table.find('item') }
  } catch {
    return undefined
  }
}

/** The one column that both have, of which each row of the users has a value of its own. */
function keyOf({ table, user }: Named, items: Named): string | undefined {
  const shared = table.columnNames.filter((name) => items.table.columnNames.includes(name))
  const [key, another] = shared
  if (key === undefined || another !== undefined || key === user || key === items.item) return undefined
  const cells = table.column(key, 'text')
  return cells.type === 'text' && new Set(cells.values).size === table.rowCount ? key : undefined
}
