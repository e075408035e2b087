import { fittingColumns, namesIds } from '../columns/column-names'
import { countOf, ENOUGH, type Rows } from '../columns/rows-beside'
import { quoted, undecidedBut } from '../values/file-error'
import type { Field } from './object-fields'

type Fields = ReadonlyMap<string, Field>

/** Lists of the lines of an order: `line_items`, `lineItems`, `order_lines`. */
const LINES = /^(?:order|invoice|cart|basket)?[_-]?line[_-]?(?:item)?s$/i
/** The program by which an order was made. */
const APP = /^app[_-]?(?:id)?$/i

/** Names of fields that are ids of items by their last keys, in the elements of lists of objects. */
export function itemsInLists(fields: readonly Field[]): readonly string[] {
  const within = fields.filter(({ inElement }) => inElement?.length)
  const labels = within.map(({ inElement }) => inElement!.at(-1)!)
  const ids = fittingColumns(labels, 'item', undefined).filter((column) => namesIds(labels[column]!, 'item'))
  return ids.map((column) => {
    const { path, inElement = [] } = within[column]!
    return [...path, ...inElement].join('.')
  })
}

/** Names of fields of an order that are no items, whatever they are called, since the order has lines: `app_id` of Shopify's. */
export function namesOfApps(fields: Fields): ReadonlySet<string> {
  const isLine = (key: string) => LINES.test(key)
  const keysOf = ({ path, inElement = [] }: Field) => [...path, ...inElement]
  const hasLines = [...fields.values()].some((field) => field.inElement && keysOf(field).some(isLine))
  if (!hasLines) return new Set()
  const isApp = (keys: readonly string[]) => APP.test(keys.at(-1)!) && !keys.some(isLine)
  return new Set([...fields].filter(([, field]) => isApp(keysOf(field))).map(([name]) => name))
}

/**
 * @param item the name of the field of items, which was found by it, and its number in the rows
 * @param lists names of fields of items in lists that are not read
 * @throws if it has one value in all of the first rows, beside such lists
 */
export function requireSeveralItems(
  item: { readonly name: string; readonly column: number },
  lists: readonly string[],
  rows: Rows,
  where: string,
): void {
  const [likely] = lists
  if (likely === undefined || rows.length < ENOUGH || countOf(rows, item.column) !== 1) return
  const got = `${quoted(item.name)} with 1 value in the first ${rows.length} rows, and lists with ${quoted(likely)}`
  throw undecidedBut(where, 'one key as item', got, {
    options: ['columns.item'],
    likely: { 'columns.item': likely },
  })
}
