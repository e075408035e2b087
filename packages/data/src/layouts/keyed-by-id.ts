import { columnRoles, fittingColumns } from '../columns/column-names'
import { isObject } from './object-fields'

type Entries = Readonly<Record<string, unknown>>

const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{}]/g

/**
 * A jq that writes a row for each entry of an object whose keys are ids: `{"u1": ["a", "b"]}`, `{"u1": {"a": 5}}`, `{"A12": {"title": …}}`, or
 * are those of rows that have ids. Undefined of any other text.
 *
 * @param text the beginning of the file
 * @param of what the rows are, if their ids are the keys
 * @param haveIds whether columns of such names have the ids
 */
export function keyedById(
  text: string,
  of: 'user' | 'item',
  haveIds: (names: readonly string[]) => boolean,
): string | undefined {
  const entries = Object.entries(firstEntries(text) ?? {})
  const keys = entries.map(([key]) => key)
  if (keys.length < 2 || columnRoles.some((role) => fittingColumns(keys, role, undefined).length > 0))
    return undefined
  const values = entries.map(([, value]) => value)
  if (values.every(isObject)) {
    if (values.every((value) => haveIds(Object.keys(value)))) return '.[]'
    if (of === 'item') return 'to_entries[] | {id: .key} + .value'
    const areNumbers = values.every((value) => Object.values(value).every((each) => typeof each === 'number'))
    return areNumbers
      ? 'to_entries[] | .key as $user | .value | to_entries[] | {user_id: $user, item_id: .key, rating: .value}'
      : undefined
  }
  if (of === 'item' || !values.every((value) => Array.isArray(value))) return undefined
  const elements = values.flat() as unknown[]
  if (elements.every(isObject)) return 'to_entries[] | {user_id: .key} + .value[]'
  const areIds = elements.every((each) => typeof each === 'string' || typeof each === 'number')
  return areIds ? 'to_entries[] | {user_id: .key, item_ids: .value}' : undefined
}

/** The entries of a text's first object that have lists or objects and end in the text; undefined where it has none. */
function firstEntries(text: string): Entries | undefined {
  let depth = 0
  let end = 0
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') {
      depth--
      if (depth < 2) end = index + 1
      if (depth === 0) break
    }
  }
  try {
    const entries: unknown = JSON.parse(`${text.slice(0, end)}${depth === 0 ? '' : '}'}`)
    return isObject(entries) ? entries : undefined
  } catch {
    return undefined
  }
}
