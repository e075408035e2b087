import { fileError, quoted } from '../values/file-error'
import { arrayWithin } from './array-within'
import { keyedById } from './keyed-by-id'

const LOOKED_AT = 1000 // bytes at the start of a file
const ROWS = "an object with names for each row, as pandas writes with orient='records'"

/** Whether a line begins an array of arrays, or is an array of values: rows without the names of their columns. */
export function startsArrays(line: string): boolean {
  return /^\s*(?:\[\s*(?:\[|\(|["'])|\(\s*["']|\[[^[\]{}]*\],?\s*$)/.test(line) && !/^\s*\[\s*$/.test(line)
}

/** @throws if a text that is read as objects begins with an array of arrays, or of values */
export function requireNoArrays(head: Uint8Array, where: string): void {
  const start = new TextDecoder().decode(head.subarray(0, LOOKED_AT))
  const joined = start.replace(/^(\s*\[)\s+/, '$1').trimStart() // a bracket of its own line, and what follows it
  const [line = ''] = joined.split(/[\r\n]/)
  if (startsArrays(line)) throw fileError(where, ROWS, `arrays, ${quoted(line)}`)
}

/** What the rows of an object may be of, where its keys are ids, and whether rows have such of their own. */
interface RowsOfEntries {
  readonly of: 'user' | 'item'
  haveIds(names: readonly string[]): boolean
}

/**
 * The error of a file that is one object: by column, by row, or by anything that is no name of a column. It says how the objects of an array
 * further in, or its entries, are written one a line.
 *
 * @param head the beginning of the file
 * @param size of the head, where the file is longer
 */
export function oneObject(
  where: string,
  keys: Iterable<string>,
  { head, size }: { readonly head: Uint8Array; readonly size?: number | undefined },
  rows: RowsOfEntries,
): Error {
  const names = Array.from(keys, quoted)
  const shown =
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  const long = size === undefined ? '' : ` of more than ${size} bytes`
  const under = names.length > 0 ? `, with lists or objects under ${shown}` : ''
  const way = wayOut(new TextDecoder().decode(head), rows)
  return fileError(where, ROWS, `one object${long}${under}${way === undefined ? '' : `: ${way}`}`)
}

/** How jq writes the rows of an object one a line; undefined where it is not known. */
function wayOut(text: string, { of, haveIds }: RowsOfEntries): string | undefined {
  const path = arrayWithin(text)
  if (path !== undefined) return `write the objects of its array one a line, as jq -c '${path}' does`
  const entries = keyedById(text, of, haveIds)
  if (entries === undefined) return undefined
  const key = entries.includes('.key') ? `key, the id of ${of === 'item' ? 'an item' : 'a user'},` : 'key,'
  return `write a line for each ${key} as jq -c '${entries}' does`
}

/** The first key of a text whose first object begins with a list or an object; undefined for another text. */
export function firstParent(head: Uint8Array): string | undefined {
  const start = new TextDecoder().decode(head.subarray(0, LOOKED_AT))
  return /^\s*\{\s*(["'])((?:[^"'\\]|\\.)*)\1\s*:\s*[[{]/.exec(start)?.[2]
}
