import { type FullColumns, fullColumns } from '../columns/full-columns'
import { mayShareNames, requireNamesApart } from '../columns/shared-names'
import type { LayoutOptions } from '../reading/layout-options'
import { labelsOf } from './columns-of-objects'
import { itemsInLists, requireSeveralItems } from './items-in-lists'
import type { ObjectsLayout } from './layout-of-objects'
import { listElements } from './list-elements'
import type { Field } from './object-fields'
import { objectIn } from './object-in-text'
import { objectSplitter } from './object-splitter'

const FIRST_ENTRIES = 1000 // by which columns are chosen

/**
 * As `requireNamesApart`, of the first entries of objects.
 *
 * @param head the beginning of the file
 * @returns fields that may be read where a user or an item is missing
 * @throws if the field that is read does not tell users or items apart, and another one does
 */
export function requireNamesApartIn(
  head: Uint8Array,
  layout: ObjectsLayout,
  { columns: chosen }: LayoutOptions,
  where: string,
): FullColumns {
  const read = Object.entries(layout.fields).flatMap(([role, field]) => (field ? [{ role, field }] : []))
  const named = read.map(
    ({ role, field }) => [layout.columns[role as keyof typeof layout.columns]!, field] as const,
  )
  const fields = new Map<string, Field>([
    ...named,
    ...layout.beside.map(({ name, field }) => [name, field] as const),
  ])
  const header = [...fields.keys()]
  const places = Object.fromEntries(read.map(({ role }, at) => [role, header.indexOf(named[at]![0])]))
  const found = { header, labels: labelsOf(fields), read: places, chosen }
  const isOwnItem = chosen?.item === undefined && layout.fields.item.inElement === undefined
  const lists = isOwnItem ? itemsInLists(layout.known) : []
  if (!mayShareNames(found) && lists.length === 0) return {}
  const entries = firstEntries(head, layout, [...fields.values()], where)
  requireSeveralItems({ name: layout.columns.item, column: places.item! }, lists, entries, where)
  if (!mayShareNames(found)) return {}
  requireNamesApart(found, entries, where)
  return fullColumns(found, entries)
}

/** The values of fields in the first entries, as text: nothing for lists and objects. */
function firstEntries(
  head: Uint8Array,
  { kind, split, lists }: ObjectsLayout,
  fields: readonly Field[],
  where: string,
): readonly (readonly string[])[] {
  const decoder = new TextDecoder()
  const elements = listElements(lists)
  const entries: string[][] = []
  const splitter = objectSplitter(where, 1, split, (bytes) => {
    if (entries.length >= FIRST_ENTRIES) return
    const object = objectIn(decoder.decode(bytes), kind)
    for (const element of elements.elementsOf(object, where))
      entries.push(fields.map((field) => textOf(elements.valueOf(field, object, element))))
  })
  try {
    splitter.split(head)
  } catch {
    // The parser will name the line.
  }
  return entries
}

function textOf(value: unknown): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value)
}
