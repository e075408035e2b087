import { fileError, quoted } from '../values/file-error'
import { arrayWithin } from './array-within'

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

/**
 * The error of a file that is one object: by column, by row, or by anything that is no name of a column. It says how the objects of an array
 * further in are written one a line.
 *
 * @param head the beginning of the file
 */
export function oneObject(where: string, keys: Iterable<string>, head: Uint8Array, size?: number): Error {
  const names = Array.from(keys, quoted)
  const shown =
    names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  const long = size === undefined ? '' : ` of more than ${size} bytes`
  const under = names.length > 0 ? `, with lists or objects under ${shown}` : ''
  const path = arrayWithin(new TextDecoder().decode(head))
  const way = path === undefined ? '' : `: write the objects of its array one a line, as jq -c '${path}' does`
  return fileError(where, ROWS, `one object${long}${under}${way}`)
}

/** The first key of a text whose first object begins with a list or an object; undefined for another text. */
export function firstParent(head: Uint8Array): string | undefined {
  const start = new TextDecoder().decode(head.subarray(0, LOOKED_AT))
  return /^\s*\{\s*(["'])((?:[^"'\\]|\\.)*)\1\s*:\s*[[{]/.exec(start)?.[2]
}
