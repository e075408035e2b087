import { absoluteAddress, isDatabaseAddress } from '@hvamp/databases'
import { badInput } from '../process/bad-input'

/** A table of a database that a command writes. */
interface WrittenTable {
  readonly to: string
  readonly into: string
}

/** What a command may read: the addresses among its words, the tables of them, and queries. */
interface Read {
  readonly words: readonly string[]
  readonly tables: readonly string[]
  readonly queries: readonly string[]
}

/**
 * Refuses a table to be replaced that the command reads.
 *
 * @throws bad input if a table of that name, or a query that names it, is read from the same database
 */
export function requireOtherTable({ to, into }: WrittenTable, { words, tables, queries }: Read): void {
  if (!isDatabaseAddress(to)) return
  const isSame = (word: string) => isDatabaseAddress(word) && absoluteAddress(word) === absoluteAddress(to)
  if (!words.some(isSame)) return
  const name = bareName(into)
  const isNamed = new RegExp(`\\b(from|join)\\s+(\\S+\\.)?["'\`[]?${name.replace(/\W/g, '\\$&')}(?!\\w)`, 'i')
  if (!tables.some((table) => bareName(table) === name) && !queries.some((query) => isNamed.test(query)))
    return
  throw badInput(`--into: must be a table that the command does not read, got '${into}'`)
}

/** Without its schema; databases do not heed capitals in names without quotes. */
const bareName = (table: string) => table.split('.').at(-1)!.toLowerCase()
