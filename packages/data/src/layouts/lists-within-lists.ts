import { elementName, fittingColumns } from '../columns/column-names'
import type { LayoutOptions } from '../reading/layout-options'
import { fileError, quoted } from '../values/file-error'
import { fieldsOf, labelsOf } from './columns-of-objects'
import type { Field, ObjectFields } from './object-fields'

type Lists = ObjectFields['listsWithin']

const ROLES = ['user', 'item'] as const

/** @throws if users or items are chosen that are in lists within lists */
export function requireOneList(lists: Lists, { columns = {} }: LayoutOptions, where: string): void {
  for (const role of ROLES) {
    const chosen = columns[role]
    const within = [...lists].find(([name]) => chosen === name || String(chosen).startsWith(`${name}.`))
    if (within) throw divided(where, `a column ${quoted(String(chosen))} as ${role} in one list`, within)
  }
}

/** @throws if objects without a known user or item have lists within lists, where these may be */
export function requireNoneWithin(all: ObjectFields, options: LayoutOptions, where: string): void {
  const lists = [...all.listsWithin]
  const labels = labelsOf(new Map([...fieldsOf(all)].filter(([name]) => !all.listsWithin.has(name))))
  for (const role of ROLES) {
    const chosen = options.columns?.[role]
    if (chosen !== undefined || fittingColumns(labels, role, undefined).length > 0) continue
    const within = lists.find(([, { inElement }]) => isOf(role, elementName(inElement!.at(-1)!)))
    if (within) throw divided(where, `objects with ${role === 'user' ? 'a user' : 'an item'} column`, within)
  }
}

function isOf(role: (typeof ROLES)[number], name: string): boolean {
  return fittingColumns([name], role, undefined).length > 0
}

/** The error of a list in the elements of another one, of which each is to be an object first. */
function divided(where: string, expected: string, [name, { path }]: readonly [string, Field]): Error {
  const isPlain = path.every((key) => /^[A-Za-z_]\w*$/.test(key))
  const outer = path.join('.')
  const how = isPlain ? `, as jq -c 'del(.${outer}) + .${outer}[]' does with an object` : ''
  const got = `${quoted(name)}, a list within the list ${quoted(outer)}: write an object for each of its elements${how}`
  return fileError(where, expected, got)
}
