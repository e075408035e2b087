import type { ItemTable } from '@hvamp/rules'
import { quotedWord } from '../terminal/shell-word'

const separators = [',', ';', '|', '/']
const fewest = 0.25 // of the different texts of a column of lists

/** A list in a cell, and the option that reads the column as lists. */
export interface ListInColumn {
  readonly list: string
  readonly option: string
}

/** A list in a column of texts that has a text among its parts; undefined without one. */
export function listWith(table: ItemTable, column: string, text: string): ListInColumn | undefined {
  const texts = textsIn(table, column)
  for (const separator of separators) {
    const list = texts.find((each) => partsOf(each, separator).includes(text))
    if (list !== undefined) return { list, option: optionOf(column, separator) }
  }
  return undefined
}

/**
 * A list in a column of texts, where a quarter of the texts have a separator, or one has between its separators what another cell has alone;
 * undefined elsewhere.
 */
export function listIn(table: ItemTable, column: string): ListInColumn | undefined {
  const texts = textsIn(table, column)
  const alone = new Set(texts)
  for (const separator of separators) {
    const lists = texts.filter((text) => text.includes(separator))
    const known = lists.find((text) => partsOf(text, separator).some((part) => alone.has(part)))
    const list = known ?? (lists.length >= fewest * texts.length ? lists[0] : undefined)
    if (list !== undefined) return { list, option: optionOf(column, separator) }
  }
  return undefined
}

/** The different texts of a column of texts that are not read as lists. */
function textsIn(table: ItemTable, name: string): readonly string[] {
  const column = table.columns.get(name)
  return column?.type === 'text' ? column.texts : []
}

const partsOf = (text: string, separator: string) =>
  text.includes(separator) ? text.split(separator).map((part) => part.trim()) : []

/** In quotes, since a comma may follow. */
const optionOf = (column: string, separator: string) => `--table-type ${quotedWord(`${column}=${separator}`)}`
