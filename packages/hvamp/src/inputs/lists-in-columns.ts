import { type ItemTable, type ListInText, listInTexts, listWithPart } from '@hvamp/rules'
import { quotedWord } from '../terminal/shell-word'

/** A list in a cell, and the option that reads the column as lists. */
export interface ListInColumn {
  readonly list: string
  readonly option: string
}

/** A list in a column of texts that has a text among its parts; undefined without one. */
export function listWith(table: ItemTable, column: string, text: string): ListInColumn | undefined {
  return withOption(column, listWithPart(table, column, text))
}

/** A list in a column of texts that seem to be lists; undefined elsewhere. */
export function listIn(table: ItemTable, column: string): ListInColumn | undefined {
  return withOption(column, listInTexts(table, column))
}

/** In quotes, since a comma may follow. */
function withOption(column: string, found: ListInText | undefined): ListInColumn | undefined {
  return found && { list: found.list, option: `--table-type ${quotedWord(`${column}=${found.separator}`)}` }
}
