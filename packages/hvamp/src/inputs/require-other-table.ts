import { isDatabaseAddress, isSameDatabase, requireWritableTable } from '@hvamp/databases'
import { sparingOthers } from '../files/tables-of-others'
import { badInput, checkingInput } from '../process/bad-input'
import { withSecrets } from '../process/secrets'

/** A table of a database that a command writes. */
interface WrittenTable {
  readonly to: string
  readonly into: string
  /** Whether it may be one that hvamp did not write. */
  readonly replace: boolean
}

/** What a command may read: the addresses among its words, the tables of them, and queries. */
interface Read {
  readonly words: readonly string[]
  readonly tables: readonly string[]
  readonly queries: readonly string[]
}

/**
 * Refuses a table to be replaced that the command reads: one that hvamp did not write, in a database from which anything is read, for a
 * view may read it, or the table or query that the run was trained with; and any that is named.
 *
 * @throws bad input if a table of that name, or a query that names it, is read from the same database, however its address is spelt, or the table is of another origin
 */
export async function requireOtherTable(
  { to, into, replace }: WrittenTable,
  { words, tables, queries }: Read,
): Promise<void> {
  if (!isDatabaseAddress(to)) return
  const written = { address: withSecrets(to), tables: [into] }
  const named = [...tables, ...queries.flatMap(tablesWithSchema)]
  const isSame = (word: string) =>
    checkingInput(() => isSameDatabase({ address: withSecrets(word), tables: named }, written))
  let isRead = false
  for (const word of new Set(words.filter(isDatabaseAddress))) isRead ||= await isSame(word)
  if (!isRead) return
  if (replace) requireUnnamed(into, { tables, queries })
  await requireOwn({ to, into })
}

/** @throws bad input if hvamp did not write the table */
async function requireOwn({ to, into }: Pick<WrittenTable, 'to' | 'into'>): Promise<void> {
  const wayOut = 'choose another --into, for --replace spares what may be read from the same database'
  await sparingOthers(() => requireWritableTable(withSecrets(to), { table: into }), wayOut)
}

function requireUnnamed(into: string, { tables, queries }: Pick<Read, 'tables' | 'queries'>): void {
  const name = bareName(into)
  const isNamed = new RegExp(`\\b(from|join)\\s+(\\S+\\.)?["'\`[]?${name.replace(/\W/g, '\\$&')}(?!\\w)`, 'i')
  if (!tables.some((table) => bareName(table) === name) && !queries.some((query) => isNamed.test(query)))
    return
  throw badInput(`--into: must be a table that the command does not read, got '${into}'`)
}

/** The tables that a query names with their schemas. */
function tablesWithSchema(query: string): string[] {
  const found = query.matchAll(/\b(?:from|join)\s+["'`[]?(\w+)["'`\]]?\s*\.\s*["'`[]?(\w+)/gi)
  return Array.from(found, ([, schema, table]) => `${schema}.${table}`)
}

/** Without its schema; databases do not heed capitals in names without quotes. */
const bareName = (table: string) => table.split('.').at(-1)!.toLowerCase()
