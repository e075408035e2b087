import { elementName, fittingColumns } from '../columns/column-names'
import { arrayWithin, pathOf } from '../layouts/array-within'
import { objectIn } from '../layouts/object-in-text'
import { objectSplitter, type SplitOptions } from '../layouts/object-splitter'
import { oneObject } from '../layouts/rows-of-objects'
import { fileError, quoted } from '../values/file-error'
import { nameItems } from './item-names'

type Fields = Readonly<Record<string, unknown>>

const ENOUGH = 100 // objects of an array

/**
 * The key of the array whose objects are the rows of a table, where the file is one object around it, as in `{"products": [{…}]}`; undefined
 * where the objects of the top level are the rows.
 *
 * @param head the beginning of the file
 * @throws if one object has several arrays of items, or none but has rows further in
 */
export function rowsKey(head: Uint8Array, where: string): string | undefined {
  const top = objectsIn(head, {})
  const [own] = top.found
  const isAlone = own ? top.found.length === 1 && top.isClosed : !top.isClosed
  if (!isAlone || top.isMalformed) return undefined // which the parser will name
  const entries = Object.entries(own?.fields ?? {})
  const isParent = ([, value]: readonly [string, unknown]) => typeof value === 'object' && value !== null
  if (nameItems(entries.filter((entry) => !isParent(entry)).map(([key]) => key))) return undefined
  const names = new Map<string, Set<string>>()
  for (const { key, fields } of objectsIn(head, { under: 'any' }).found)
    names.set(key, new Set([...(names.get(key) ?? []), ...Object.keys(fields)]))
  const ofItems = [...names].flatMap(([key, keys]) => (nameItems([...keys]) ? [key] : []))
  const called = ofItems.filter((key) => fittingColumns([elementName(key)], 'item', undefined).length > 0)
  const [found, another] = called.length === 1 ? called : ofItems
  if (found !== undefined && another !== undefined) {
    const got = `several, under ${ofItems.map(quoted).join(' and ')}`
    const way = `write the objects of one a line, as jq -c '${pathOf([found])}' does`
    throw fileError(where, 'one array of items', `${got}: ${way}`)
  }
  const areAllParents = own !== undefined && entries.every(isParent)
  if (found === undefined && (areAllParents || arrayWithin(new TextDecoder().decode(head)) !== undefined)) {
    const parents = own ? entries.filter(isParent).map(([key]) => key) : names.keys()
    throw oneObject(
      where,
      parents,
      { head, size: own ? undefined : head.length },
      { of: 'item', haveIds: nameItems },
    )
  }
  return found
}

interface FirstObjects {
  readonly found: readonly { readonly key: string; readonly fields: Fields }[]
  /** Whether all have ended. */
  readonly isClosed: boolean
  readonly isMalformed: boolean
}

/** The first objects of the top level, or those of arrays in them. */
function objectsIn(head: Uint8Array, { under }: Pick<SplitOptions, 'under'>): FirstObjects {
  const decoder = new TextDecoder()
  const found: { key: string; fields: Fields }[] = []
  let isMalformed = false
  const splitter = objectSplitter('', 1, { hasApostrophes: false, under }, (bytes, _, key) => {
    if (isMalformed || found.filter((each) => each.key === key).length >= ENOUGH) return
    try {
      found.push({ key, fields: objectIn(decoder.decode(bytes), 'json') })
    } catch {
      isMalformed = true
    }
  })
  try {
    splitter.split(head)
  } catch {
    isMalformed = true
  }
  try {
    splitter.end()
    return { found, isClosed: true, isMalformed }
  } catch {
    return { found, isClosed: false, isMalformed }
  }
}
