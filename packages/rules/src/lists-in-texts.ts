import { listedTexts, type TableColumn } from '@hvamp/data'
import type { ItemTable } from './item-table'

const SEPARATORS = [',', ';', '|', '/']
const FEWEST = 0.25 // of the different texts of a column of lists

/** A list in a cell of a column of texts, and what separates its parts. */
export interface ListInText {
  readonly list: string
  readonly separator: string
}

const known = new WeakMap<TableColumn, ListInText | 'none'>()

/**
 * A list in a column of texts, where a quarter of the texts have a separator, or one has between its separators what another cell has alone;
 * undefined elsewhere.
 *
 * @example listInTexts(products, 'tags') // { list: 'wool, red', separator: ',' }
 */
export function listInTexts(table: ItemTable, name: string): ListInText | undefined {
  const column = table.columns.get(name)
  if (column?.type !== 'text') return undefined
  const found = known.get(column) ?? foundIn(column.texts) ?? 'none'
  known.set(column, found)
  return found === 'none' ? undefined : found
}

function foundIn(texts: readonly string[]): ListInText | undefined {
  const alone = new Set(texts)
  for (const separator of SEPARATORS) {
    const lists = texts.filter((text) => text.includes(separator))
    const sure = lists.find((text) => partsIn(text, separator).some((part) => alone.has(part)))
    const list = sure ?? (lists.length >= FEWEST * texts.length ? lists[0] : undefined)
    if (list !== undefined) return { list, separator }
  }
  return undefined
}

/** A list in a column of texts that has a text among its parts; undefined without one. */
export function listWithPart(table: ItemTable, name: string, part: string): ListInText | undefined {
  const column = table.columns.get(name)
  if (column?.type !== 'text') return undefined
  for (const separator of SEPARATORS) {
    const list = column.texts.find(
      (text) => text.includes(separator) && partsIn(text, separator).includes(part),
    )
    if (list !== undefined) return { list, separator }
  }
  return undefined
}

const partsIn = (text: string, separator: string) =>
  text.includes(separator) ? listedTexts(text, separator) : []
