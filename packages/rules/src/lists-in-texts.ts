import { listedTexts, type TableColumn } from '@hvamp/data'
import { comparedTexts } from './compared-texts'
import type { Condition } from './condition'
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

const listsOfParts = new WeakMap<TableColumn, ReadonlyMap<string, ListInText>>()

/** A list in a column of texts that has a text among its parts; undefined without one. */
export function listWithPart(table: ItemTable, name: string, part: string): ListInText | undefined {
  const column = table.columns.get(name)
  if (column?.type !== 'text') return undefined
  const lists = listsOfParts.get(column) ?? listsByPart(column.texts)
  listsOfParts.set(column, lists)
  return lists.get(part)
}

/** The first list that each part stands in, by the first separator that finds one. */
function listsByPart(texts: readonly string[]): Map<string, ListInText> {
  const lists = new Map<string, ListInText>()
  for (const separator of SEPARATORS) {
    for (const list of texts) {
      for (const part of partsIn(list, separator)) {
        if (!lists.has(part)) lists.set(part, { list, separator })
      }
    }
  }
  return lists
}

/** A text that a condition compares whole cells of a column with, and a list among its texts that has it as an entry, which is another value. */
export interface TextInList {
  readonly column: string
  readonly value: string
  readonly list: string
}

/** The texts of a condition that stand within lists in their columns too, where `has` would ask for entries. */
export function textsInLists(condition: Condition, table: ItemTable): TextInList[] {
  return comparedTexts(condition).flatMap(({ column, value, isWhole }) => {
    const found = isWhole ? listWithPart(table, column, value) : undefined
    return found ? [{ column, value, list: found.list }] : []
  })
}

const partsIn = (text: string, separator: string) =>
  text.includes(separator) ? listedTexts(text, separator) : []
