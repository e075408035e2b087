import {
  type ColumnRole,
  columnRoles,
  elementName,
  fittingColumns,
  haveUsersAndItems,
  namesIds,
} from '../columns/column-names'
import { rejects } from '../columns/rejecting-name'
import type { LayoutOptions } from '../reading/layout-options'
import { quoted, undecidedBut } from '../values/file-error'
import { columnsInStructures, ownRatings, type ValuesWithin } from './columns-in-structures'
import { namesOfApps } from './items-in-lists'
import type { Field, ObjectFields } from './object-fields'
import { columnsIn } from './table-layout'

/** Names of the fields that are read. */
export type FoundFields = { readonly [Role in ColumnRole]?: string | undefined } & Record<
  'user' | 'item',
  string
>

/** Finds the fields that are read, by their names; undefined without a user or an item. */
export type FieldSearch = (
  fields: ObjectFields,
  options: LayoutOptions,
  where: string,
) => FoundFields | undefined

type Columns = NonNullable<ReturnType<typeof columnsIn>>

/** All fields by their names: plain values, nested ones, and objects and lists as a whole, which are refused as ids. */
export function fieldsOf({ keys, plain, nested }: ObjectFields): ReadonlyMap<string, Field> {
  const known = new Map([...plain, ...nested])
  const rest = [...keys].filter((key) => !known.has(key))
  return new Map([...known, ...rest.map((key) => [key, { path: [key] }] as const)])
}

/** Among the keys of the objects themselves. @throws if several fit, of objects that have both users and items */
export const plainColumns: FieldSearch = (all, options, where) => {
  const names = [...all.plain.keys()]
  const labels = withoutApps(fieldsOf(all), options)(names)
  const found = haveUsersAndItems(labels, options.columns)
    ? columnsIn(labels, options, where, names)
    : undefined
  return found && named(found, (column) => names[column]!)
}

/** Among all values: by the whole name, as `user.id`, or by its last key, as `reviews.item_id`, or `items`. */
export const nestedColumns: FieldSearch = (all, options, where) => {
  const fields = fieldsOf(all)
  const within = valuesWithin(fields)
  const { names } = within
  const labels = withoutObjects(withoutApps(fields, options)(names), all, within, options)
  const byWholeName = haveUsersAndItems(labels, options.columns)
    ? columnsInStructures(labels, within, options, where)
    : undefined
  const found = byWholeName ?? columnsByLastKey(fields, options, where)
  if (found && options.columns?.item === undefined) requireOneId(fields, names[found.item]!, where)
  return found && named(found, (column) => names[column]!)
}

/** @throws if items are elements of a list by their `id`, which may be that of a line, beside another id of an item in them */
function requireOneId(fields: ReadonlyMap<string, Field>, item: string, where: string): void {
  const { path, inElement } = fields.get(item)!
  if (inElement?.length !== 1 || !ID.test(inElement[0]!)) return
  const beside = [...fields].filter(
    ([name, field]) => name !== item && field.inElement?.length && field.path.join('.') === path.join('.'),
  )
  const labels = beside.map(([, { inElement }]) => inElement!.join('.'))
  const ids = fittingColumns(labels, 'item', undefined).filter((column) => namesIds(labels[column]!, 'item'))
  const others = ids.map((column) => beside[column]![0])
  if (others.length === 0) return
  const likely = { 'columns.item': others[0]! }
  const got = [item, ...others].map(quoted).join(' and ')
  throw undecidedBut(where, 'one key as item', got, { options: ['columns.item'], likely })
}

/**
 * Names by which fields are looked for: that of an object goes to the one value in it, such as `userId.S` of DynamoDB. One of several values
 * loses its name, unless a value elsewhere would fit in its place.
 */
function withoutObjects(
  labels: readonly string[],
  { plain, nested }: ObjectFields,
  { names }: ValuesWithin,
  { columns }: LayoutOptions,
): readonly string[] {
  const isObject = (name: string) => !plain.has(name) && !nested.has(name)
  const isWithin = (column: number, object: number) => names[column]!.startsWith(`${names[object]}.`)
  const valuesIn = (object: number) =>
    [...names.keys()].filter((column) => isWithin(column, object) && !isObject(names[column]!))
  return (['user', 'item'] as const).reduce((among, role) => {
    const fittingIn = (those: readonly string[]) => fittingColumns(those, role, columns?.[role])
    const fitting = fittingIn(among)
    const objects = fitting.filter(
      (column) => isObject(names[column]!) && fitting.some((each) => isWithin(each, column)),
    )
    const relabelled = Array.from(among)
    for (const object of objects) {
      const [value, ...others] = valuesIn(object)
      if (value !== undefined && others.length === 0) relabelled[value] = among[object]!
      relabelled[object] = ''
    }
    const areWithin = fittingIn(relabelled).every((each) => objects.some((object) => isWithin(each, object)))
    const areSingle = objects.every((object) => valuesIn(object).length === 1)
    return areSingle || areWithin ? relabelled : among
  }, labels)
}

/** Names by which fields are looked for: none for an order's app, unless it is chosen. */
function withoutApps(fields: ReadonlyMap<string, Field>, { columns = {} }: LayoutOptions) {
  const apps = namesOfApps(fields)
  const chosen = Object.values(columns)
  return (names: readonly string[]): readonly string[] =>
    names.map((name) => (apps.has(name) && !chosen.includes(name) ? '' : name))
}

function valuesWithin(fields: ReadonlyMap<string, Field>): ValuesWithin {
  const places = Array.from(fields.values(), ({ path, inElement = [] }) => {
    return { depth: path.length + inElement.length, list: inElement.length > 0 ? path.join('.') : undefined }
  })
  return { names: [...fields.keys()], places }
}

/** Keys that say nothing but that a value is an id: of what, the one before says. */
const ID = /^(?:id|uuid|guid)$/i

/** Names of fields by their last keys, `customer.id` by both of its last, but whole ones where they are chosen. */
function lastKeys(fields: ReadonlyMap<string, Field>, { columns = {} }: LayoutOptions): readonly string[] {
  const chosen = Object.values(columns)
  const apps = namesOfApps(fields)
  return Array.from(fields, ([name, { path, inElement }]) => {
    if (chosen.includes(name)) return name
    if (apps.has(name)) return ''
    if (inElement?.length === 0) return elementName(path.at(-1)!)
    const last = [...path, ...(inElement ?? [])].at(-1)!
    if (chosen.includes(last) && fields.has(last)) return name // chosen is the field of this whole name
    return ID.test(last) && inElement === undefined ? path.slice(-2).join('.') : last
  })
}

/** @returns undefined also where several fit, of which the caller has to choose */
function columnsByLastKey(
  fields: ReadonlyMap<string, Field>,
  options: LayoutOptions,
  where: string,
): Columns | undefined {
  try {
    return columnsInStructures(lastKeys(fields, options), valuesWithin(fields), options, where)
  } catch {
    return undefined
  }
}

/** What the name of each field says of its values: the whole name or the last keys, whichever is known. */
export function labelsOf(fields: ReadonlyMap<string, Field>): readonly string[] {
  const last = lastKeys(fields, {})
  const isKnown = (name: string) =>
    columnRoles.some((role) => fittingColumns([name], role, undefined).length > 0)
  const names = withoutApps(fields, {})([...fields.keys()])
  return names.map((name, at) => (!isKnown(name) && isKnown(last[at]!) ? last[at]! : name))
}

/** The error of objects of which several fields fit as users, items or ratings; undefined where that is not so. */
export function severalFields(all: ObjectFields, options: LayoutOptions, where: string): Error | undefined {
  const fields = fieldsOf(all)
  const within = valuesWithin(fields)
  const labels = lastKeys(fields, options)
  const [user, item] = (['user', 'item'] as const).map((role) =>
    fittingColumns(labels, role, options.columns?.[role]),
  ) as [readonly number[], readonly number[]]
  if (user.length === 0 || item.length === 0) return undefined
  const rating = ownRatings(labels, within, [user[0]!, item[0]!], options)
  for (const [role, columns] of Object.entries({ user, item, rating })) {
    const fitting = columns.map((column) => within.names[column]!)
    if (fitting.length < 2) continue
    const option = `columns.${role}`
    const ofElements = fitting.filter((name) => !numbersElements(fields.get(name)!))
    const isWanted = (name: string) => !fields.get(name)!.path.some(rejects)
    const likelier = [ofElements.filter(isWanted), fitting.filter(isWanted), ofElements, fitting]
    const among = likelier.find(({ length }) => length > 0)!
    const likely = { [option]: among.find((name) => all.valued.has(name)) ?? among[0]! }
    const got = fitting.map(quoted).join(' and ')
    return undecidedBut(where, `one key as ${role}`, got, { options: [option], likely })
  }
  return undefined
}

/** Whether the name says that it is the id of a line of an order: `items.item_id` of Magento's, which has an `sku` beside it. */
function numbersElements({ path, inElement }: Field): boolean {
  return inElement?.length === 1 && /items$/i.test(path.at(-1)!) && /item_?id$/i.test(inElement[0]!)
}

/** The same fields, and one that the first objects lack, in the list where others with its keys are. */
export function withLaterField(all: ObjectFields, name: string): ObjectFields {
  const beside = [...all.nested.values()].find(
    ({ path, inElement }) => inElement?.length && name.startsWith(`${path.join('.')}.`),
  )
  const keys = name.split('.')
  const field = beside ? { path: beside.path, inElement: keys.slice(beside.path.length) } : { path: keys }
  const isPlain = keys.length === 1
  return {
    ...all,
    plain: isPlain ? new Map([...all.plain, [name, field]]) : all.plain,
    nested: isPlain ? all.nested : new Map([...all.nested, [name, field]]),
  }
}

/** A value for each role that was found. */
export function named<From, To>(
  {
    user,
    item,
    rating,
    timestamp,
  }: { readonly [Role in ColumnRole]?: From | undefined } & Record<'user' | 'item', From>,
  of: (found: From) => To,
): { readonly [Role in ColumnRole]?: To | undefined } & Record<'user' | 'item', To> {
  return {
    user: of(user),
    item: of(item),
    ...(rating !== undefined && { rating: of(rating) }),
    ...(timestamp !== undefined && { timestamp: of(timestamp) }),
  }
}
