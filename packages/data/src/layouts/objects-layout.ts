import { haveUsersAndItems } from '../columns/column-names'
import type { LayoutOptions } from '../reading/layout-options'
import { fileError, quoted } from '../values/file-error'
import { skipsRows } from '../values/missing-ids'
import {
  type FieldSearch,
  type FoundFields,
  fieldsOf,
  named,
  nestedColumns,
  plainColumns,
  severalFields,
  withLaterField,
} from './columns-of-objects'
import type { ObjectsLayout } from './layout-of-objects'
import { requireNoneWithin, requireOneList } from './lists-within-lists'
import { missingColumns } from './missing-columns'
import { requireNamesApartIn } from './names-apart'
import { type Field, fieldCollector, listsOf, type ObjectFields } from './object-fields'
import { type ObjectFormat, objectIn } from './object-in-text'
import { objectSplitter, type SplitOptions } from './object-splitter'
import { PARENT, requireNoParents } from './parent-objects'
import { firstParent, oneObject, requireNoArrays, startsArrays } from './rows-of-objects'
import { besideOf, unreadNames } from './unread-fields'

const interactions = { of: 'user', haveIds: (names: readonly string[]) => haveUsersAndItems(names) } as const
const MOST_OBJECTS = 100 // whose keys are the columns; more, where a chosen one is not among them

/** The format of a file whose first line begins like an object or an array; undefined for another line. */
export function startsObjects(line: string): ObjectFormat | undefined {
  const start = /^\s*(?:\[\s*)?\{\s*(u?')?/.exec(line)
  if (start) return start[1] === undefined ? 'json' : 'python'
  return /^\s*\[\s*$/.test(line) || startsArrays(line) ? 'json' : undefined
}

/**
 * What to read, from the first objects: those of the top level or, where these lack a user or an item and have arrays of objects,
 * those of an array.
 *
 * @throws if there are none, no user or item among their keys, or one object alone that has lists or objects of users and items
 */
export function objectsLayout(
  head: Uint8Array,
  kind: ObjectFormat,
  options: LayoutOptions,
  where: string,
): ObjectsLayout {
  const hasApostrophes = kind === 'python'
  const isRated = options.ratings !== false
  requireNoArrays(head, where)
  const own = fieldsIn(head, kind, { hasApostrophes }, options, where).get('')
  if (own?.plain.has(PARENT)) requireNoParents(head, options, where)
  const arrays = fieldsIn(head, kind, { hasApostrophes, under: 'any' }, options, where)
  for (const { listsWithin } of arrays.values()) requireOneList(listsWithin, options, where)
  if (own) requireOneList(own.listsWithin, options, where)
  type FieldsOf = (fields: ObjectFields) => ObjectFields
  const inArrays = (search: FieldSearch, of: FieldsOf): ObjectsLayout | undefined => {
    for (const [key, inArray] of arrays) {
      const fields = of(inArray)
      const found = search(fields, options, where)
      if (!found) continue
      const { unread, ...layout } = layoutOf(fields, found, { head, where, count: inArray.count })
      const beside = [...(own?.keys ?? [])].filter((each) => each !== key)
      const split = { hasApostrophes, under: { key } }
      return { kind, isRated, ...layout, unread: [...unread, ...beside], split }
    }
    return undefined
  }
  const itself = (search: FieldSearch, of: FieldsOf): ObjectsLayout | undefined => {
    const fields = own && of(own)
    const found = fields && search(fields, options, where)
    if (!found) return undefined
    const layout = layoutOf(fields, found, { head, where, count: own.count })
    return { kind, isRated, ...layout, split: { hasApostrophes } }
  }
  // what is in arrays is found there before it is found by way of the object around them, which may be of any length
  const inOrder = (of: FieldsOf) =>
    itself(plainColumns, of) ??
    inArrays(plainColumns, of) ??
    inArrays(nestedColumns, of) ??
    itself(nestedColumns, of)
  const rating = options.columns?.rating
  const mayComeLate = typeof rating === 'string' && skipsRows(options.missing)
  const layout =
    inOrder((fields) => fields) ??
    (mayComeLate ? inOrder((fields) => withLaterField(fields, rating)) : undefined)
  if (layout) {
    return { ...layout, full: requireNamesApartIn(head, layout, options, where) }
  }
  const [inArray] = arrays.values()
  const fields = inArray && (!own || own.plain.size === 0) ? inArray : own
  if (!fields) {
    const parent = firstParent(head)
    if (parent !== undefined) throw oneObject(where, [parent], { head, size: head.length }, interactions)
    throw fileError(where, `an object that ends in the first ${head.length} bytes`, 'a longer one')
  }
  const { plain, nested } = fields
  const parents = parentsOf(fields)
  const isChosen = Object.values(options.columns ?? {}).some((column) => column !== undefined)
  const isAlone = fields === own && own.count === 1 && parents.size === own.keys.size
  if (isAlone && !isChosen) throw oneObject(where, parents, { head }, interactions)
  const several = severalFields(fields, options, where)
  if (several) throw several
  requireNoneWithin(fields, options, where)
  const empty = [...fields.keys].filter((key) => !plain.has(key) && !nested.has(key) && !parents.has(key))
  throw missingColumns([...plain.keys(), ...nested.keys(), ...empty], options, where, 'objects')
}

/** Keys of objects and lists with something in them. */
function parentsOf({ nested }: ObjectFields): ReadonlySet<string> {
  return new Set(Array.from(nested.values(), ({ path }) => path[0]!))
}

/** The objects that were looked at. */
interface ReadObjects {
  readonly head: Uint8Array
  readonly where: string
  readonly count: number
}

/** What is read, and what is not. */
function layoutOf(
  all: ObjectFields,
  columns: FoundFields,
  file: ReadObjects,
): Omit<ObjectsLayout, 'kind' | 'isRated' | 'split'> {
  const fields = fieldsOf(all)
  const read = named(columns, (name) => fields.get(name)!)
  const { where } = file
  requireValues(all, read, file)
  requireOneValue(read, where)
  const found = Object.values(read).filter((field) => field !== undefined)
  const lists = listsOf(found, (expected, got) => fileError(where, expected, got))
  const unread = unreadNames(all.keys, fields, read)
  const known = [...fields.values()]
  return { known, columns, fields: read, lists, unread, beside: besideOf(fields, read, lists[0]) }
}

/** @throws if users and items are lists or objects of one object, which has the columns of all rows */
function requireValues(
  { plain, keys }: ObjectFields,
  { user, item }: { readonly user: Field; readonly item: Field },
  { head, where, count }: ReadObjects,
): void {
  const isWhole = ({ path, inElement }: Field) => path.length === 1 && (inElement?.length ?? 0) === 0
  const areColumns = [user, item].every(
    (field) => isWhole(field) && keys.has(field.path[0]!) && !plain.has(field.path[0]!),
  )
  const areIds = count > 1 && !user.inElement && !item.inElement // whose keys the parser will name
  if (areColumns && !areIds && user.path[0] !== item.path[0])
    throw oneObject(where, [user.path[0]!, item.path[0]!], { head }, interactions)
}

/** @throws if ratings or times are values in a list, such as the parts of a date, and neither users nor items are in one */
function requireOneValue({ user, item, ...others }: ObjectsLayout['fields'], where: string): void {
  if (user.inElement || item.inElement) return
  for (const [role, field] of Object.entries(others)) {
    if (field?.inElement?.length !== 0) continue
    const date = role === 'timestamp' ? ': write a date as text, such as 2026-12-31' : ''
    const got = `lists under ${quoted(field.path.join('.'))}${date}`
    throw fileError(where, `one value an object as ${role}`, got)
  }
}

/** The fields of the first objects, by the key of the array that they are in; '' for those of the top level. */
function fieldsIn(
  head: Uint8Array,
  kind: ObjectFormat,
  split: SplitOptions,
  { columns = {} }: LayoutOptions,
  where: string,
): Map<string, ObjectFields & { readonly count: number }> {
  const decoder = new TextDecoder()
  const found = new Map<string, { readonly fields: ReturnType<typeof fieldCollector>; count: number }>()
  let first: string | undefined
  const splitter = objectSplitter(where, 1, split, (bytes, _, key) => {
    const own = found.get(key) ?? { fields: fieldCollector(), count: 0 }
    found.set(key, own)
    if (own.count++ >= MOST_OBJECTS && hasChosen(own.fields)) return
    const text = decoder.decode(bytes)
    first ??= text
    try {
      own.fields.add(objectIn(text, kind))
    } catch {
      // The parser will name the line.
    }
  })
  const chosen = Object.values(columns).filter((column) => typeof column === 'string')
  const hasChosen = ({ plain, nested }: ObjectFields) =>
    chosen.every((name) => plain.has(name) || nested.has(name))
  try {
    splitter.split(head)
  } catch (cause) {
    if (found.size === 0 && split.under === undefined) {
      throw fileError(where, `an object of ${kind}`, 'other text', cause)
    }
  }
  const own = found.get('')?.fields
  if (split.under === undefined && own && own.keys.size === 0) {
    throw fileError(where, `an object of ${kind} with keys`, quoted(first ?? ''))
  }
  return new Map(Array.from(found, ([key, { fields, count }]) => [key, { ...fields, count }]))
}
