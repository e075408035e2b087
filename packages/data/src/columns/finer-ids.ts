import { quoted, undecidedBut } from '../values/file-error'
import { isMissing } from '../values/missing-ids'
import { namesItemIds } from './column-names'
import { saysElse } from './likely-columns'

const ENOUGH = 5 // rows that repeat an id, to tell that it has one name by no chance
const MOST_SPACED = 0.1 // of ids: texts have spaces
const DECIMALS = /^-?\d*[.,]\d+$/

/** A column that tells apart more items than that of their names. */
interface FinerIds {
  readonly column: number
  /** How many ids it has, and how many names these share. */
  readonly ids: number
  readonly names: number
}

/**
 * The first column of ids of items that a column of names does not tell apart, by its values: each has one name, some have the same, and enough
 * of them occur again, as numbers of rows or orders do not; undefined without one.
 *
 * @param header names of the columns
 * @param rows below it, of the same number of cells
 * @param read columns that are read, of which `item` has the names
 */
function finerIds(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  read: { readonly item: number; readonly others: readonly (number | undefined)[] },
): FinerIds | undefined {
  for (const [column, name] of header.entries()) {
    if (column === read.item || read.others.includes(column) || saysElse(name)) continue
    const nameOf = new Map<string, string>()
    const known = rows.filter((row) => !isMissing(row[column] ?? '') && !isMissing(row[read.item] ?? ''))
    const isOne = known.every((row) => {
      const [id, own] = [row[column]!, row[read.item]!]
      if (!nameOf.has(id)) nameOf.set(id, own)
      return nameOf.get(id) === own
    })
    if (!isOne || known.length - nameOf.size < ENOUGH || !areIds([...nameOf.keys()])) continue
    const names = new Set(nameOf.values()).size
    if (names < nameOf.size) return { column, ids: nameOf.size, names }
  }
  return undefined
}

function areIds(values: readonly string[]): boolean {
  const spaced = values.filter((value) => /\s/.test(value)).length
  return spaced <= MOST_SPACED * values.length && !values.some((value) => DECIMALS.test(value))
}

/** Columns of a table, of which one has items. */
interface NamedColumns {
  readonly names: readonly string[]
  readonly item: number
  /** The others that are read. */
  readonly others: readonly (number | undefined)[]
}

/** The error of a column of names of items of which several share one; undefined if it has ids, or none is shared. */
export function sharedNames(
  { names, item, others }: NamedColumns,
  rows: readonly (readonly string[])[],
  where: string,
): Error | undefined {
  const name = names[item]!
  const finer = namesItemIds(name) ? undefined : finerIds(names, rows, { item, others })
  if (!finer) return undefined
  const own = names[finer.column]!
  const got = `${finer.names} of ${quoted(name)} for ${finer.ids} of ${quoted(own)} in the first ${rows.length} rows`
  const choice = { options: ['columns.item'], likely: { 'columns.item': own } }
  return undecidedBut(where, 'a name of its own for each item', got, choice)
}
