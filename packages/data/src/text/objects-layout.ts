import type { ColumnRole } from './column-names'
import { fileError, quoted } from './file-error'
import type { LayoutOptions } from './layout-options'
import { objectSplitter } from './object-splitter'
import { pythonLiteral } from './python-literal'
import { columnsIn, missingColumns } from './table-layout'

const MOST_OBJECTS = 100 // whose keys are the columns

/** One object an entry. */
export interface ObjectsLayout {
  readonly kind: 'json' | 'python'
  /** Keys of the first objects. */
  readonly names: readonly string[]
  /** The keys that are read. */
  readonly keys: { readonly user: string; readonly item: string } & {
    readonly [role in ColumnRole]?: string | undefined
  }
}

/** The format of a file whose first line begins like an object or an array; undefined for another line. */
export function startsObjects(line: string): ObjectsLayout['kind'] | undefined {
  const start = /^\s*(?:\[\s*)?\{\s*(u?')?/.exec(line)
  if (start) return start[1] === undefined ? 'json' : 'python'
  return /^\s*\[\s*$/.test(line) ? 'json' : undefined
}

const DIGITS = /\d{16}/ // an integer that a double may not hold
const STRINGS_AND_INTEGERS = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g

/** The object in a text, its integers of 16 digits and more as text. @throws SyntaxError if it is none */
export function objectIn(text: string, kind: ObjectsLayout['kind']): Readonly<Record<string, unknown>> {
  if (kind === 'python') return pythonLiteral(text) as Record<string, unknown>
  const exact = DIGITS.test(text)
    ? text.replace(STRINGS_AND_INTEGERS, (found) => (found.startsWith('"') ? found : `"${found}"`))
    : text
  return JSON.parse(exact) as Record<string, unknown>
}

/** The keys to read, from the first objects. @throws if there are none, or no user or item among their keys */
export function objectsLayout(
  head: Uint8Array,
  kind: ObjectsLayout['kind'],
  options: LayoutOptions,
  where: string,
): ObjectsLayout {
  const names = keysIn(head, kind, where)
  const found = columnsIn(names, options, where)
  if (!found) throw missingColumns(names, options, where, 'objects')
  const { user, item, rating, timestamp } = found
  const keyOf = (column: number | undefined) => (column === undefined ? undefined : names[column])
  return {
    kind,
    names,
    keys: { user: names[user]!, item: names[item]!, rating: keyOf(rating), timestamp: keyOf(timestamp) },
  }
}

function keysIn(head: Uint8Array, kind: ObjectsLayout['kind'], where: string): string[] {
  const keys = new Set<string>()
  const decoder = new TextDecoder()
  let count = 0
  let first = ''
  const splitter = objectSplitter(where, 1, kind === 'python', (bytes) => {
    if (count++ >= MOST_OBJECTS) return
    const text = decoder.decode(bytes)
    if (count === 1) first = text
    try {
      for (const key of Object.keys(objectIn(text, kind))) keys.add(key)
    } catch {
      // The parser will name the line.
    }
  })
  try {
    splitter.split(head)
  } catch (cause) {
    if (count === 0) throw fileError(where, `an object of ${kind}`, 'other text', cause)
  }
  if (count === 0)
    throw fileError(where, `an object that ends in the first ${head.length} bytes`, 'a longer one')
  if (keys.size === 0) throw fileError(where, `an object of ${kind} with keys`, quoted(first))
  return [...keys]
}
