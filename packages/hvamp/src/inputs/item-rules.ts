import type { EscapedCells, TableColumn } from '@hvamp/data'
import {
  type CompiledRules,
  compileRules,
  filledDownInWords,
  type ItemsWithoutValue,
  type ItemTable,
  isMissingCell,
  itemTable,
  parseCondition,
  tableCoverage,
} from '@hvamp/rules'
import { readText } from '../files/text-file'
import { badInput, checkingInput } from '../process/bad-input'
import type { RuleSettings } from '../settings/item-rules'
import { counted, grouped } from '../terminal/format'
import type { Output } from '../terminal/output'
import { shellWord } from '../terminal/shell-word'
import { itemRows, itemTableOptions, requireItemTable, withItemTable } from './item-table'
import { listIn, listWith } from './lists-in-columns'
import { previewMissing } from './near-ids'
import { unmetInWords } from './unmet-values'

/** What the options about items say, read and checked as far as it goes without a model. */
export interface ItemRules {
  readonly table: ItemTable | undefined
  /**
   * For the items of a model; ids that it does not know are reported on `out`.
   *
   * @throws bad input if a condition, a limit or weights do not fit the table
   */
  of(itemIds: readonly string[], out: Output): Promise<CompiledRules>
}

/** @throws bad input if a file cannot be read, or an option needs an item table and none is given */
export async function readItemRules(settings: RuleSettings): Promise<ItemRules> {
  const { itemTable: path, where, per, weights } = settings
  requireItemTable(settings, { where, per, weights })
  const condition =
    where === undefined ? undefined : await checkingInput(() => parseCondition(where, '--where'))
  const among = settings.only && (await idsOf(settings.only, '--only'))
  const exclude = settings.exclude && (await idsOf(settings.exclude, '--exclude'))
  const table =
    path === undefined
      ? undefined
      : await withItemTable(async () => itemTable(await itemRows(path, settings), itemTableOptions(settings)))
  const rules = {
    ...(among && { among }),
    ...(exclude && { exclude }),
    ...(condition && { where: condition }),
    ...(per && { per }),
    ...(weights !== undefined && { weights }),
  }
  return {
    table,
    async of(itemIds, out) {
      if (table) {
        await reportItemsWithoutRow(table, itemIds, out)
        noteUnreadable(table, out)
        if (table.storeViews) {
          const { column, rows } = table.storeViews
          out.note(
            `${table.name}: ${counted(rows, 'row')} of single store views left out ('${column}'), for the items have a row for all of them`,
          )
        }
        if (table.repeatedRows !== undefined) {
          const rows = counted(table.repeatedRows, 'further row')
          out.note(
            `${table.name}: ${rows} of items with several left out: the ${settings.tableRepeated ?? 'first'} of each counts`,
          )
        }
        noteEscapes(table, out)
        if (table.filledDown) out.note(`${table.name}: ${filledDownInWords(table.filledDown)}`)
        const untitled = table.title === undefined ? undefined : missingIn(table, table.title, itemIds)
        if (untitled !== undefined) out.note(`${untitled}, which have no title`)
        noteWithoutTitles(table, out)
        for (const column of Object.keys(per ?? {})) {
          noteLists(table, column, out)
        }
      }
      const compiled = compiledBy(() => compileRules(rules, { itemIds, table }), table)
      const { unknownItems, unmetValues: unmet, textsInLists = [], withoutValue = [] } = compiled
      for (const { column, are } of withoutValue) out.note(meaning[are](missingIn(table!, column, itemIds)!))
      for (const { column, value } of textsInLists) {
        if (unmet.some((each) => each.column === column && each.value === value)) continue // which is said below
        const { list, option } = listWith(table!, column, value)!
        out.note(
          `--where: ${column} of ${table!.name} has '${value}' also in lists such as '${list}', which are other values: choose with ${option}, and has in place of =`,
        )
      }
      if (table && unmet.length > 0) {
        out.note(`--where: ${unmet.map((each) => unmetInWords(each, table)).join('; ')}`)
        out.emit({ event: 'unmetValues', values: unmet })
      }
      if (unknownItems.length > 0) {
        out.note(
          `rules have no effect on items that the model does not know: ${previewMissing(unknownItems, itemIds)}`,
        )
        out.emit({ event: 'unknownItems', items: unknownItems })
      }
      return compiled
    },
  }
}

/** Why all lists under some rules are empty, as far as the rules say. */
export function emptyLists({ candidateCount }: CompiledRules): string | undefined {
  return candidateCount === 0 ? 'the rules allow no item of the model' : undefined
}

/** Says how many rows of a table have no id, and how many items of a model it lacks. @throws bad input if it lacks all of them */
async function reportItemsWithoutRow(
  table: ItemTable,
  itemIds: readonly string[],
  out: Output,
): Promise<void> {
  const { itemsWithoutRow, items, rowsWithoutId } = await withItemTable(() => tableCoverage(table, itemIds))
  if (rowsWithoutId > 0) {
    const have = rowsWithoutId === 1 ? 'row has' : 'rows have'
    out.note(
      `${table.name}: ${grouped(rowsWithoutId)} ${have} no '${table.id}' and ${rowsWithoutId === 1 ? 'belongs' : 'belong'} to no item`,
    )
  }
  if (itemsWithoutRow === 0) return
  out.note(`${grouped(itemsWithoutRow)} of ${grouped(items)} items of the model have no row in ${table.name}`)
}

/** Says that no column is known as that of titles, where one may be. */
function noteWithoutTitles({ name, title, columns, rowCount }: ItemTable, out: Output): void {
  if (title !== undefined) return
  const [likely] = [...columns].find(([, column]) => mayBeTitles(column, rowCount)) ?? []
  if (likely === undefined) return
  out.note(
    `${name}: no column is known for titles: choose with --table-title ${shellWord(likely)} or another`,
  )
}

/** Whether most rows have a text of their own in a column, and most of these texts are of several words. */
function mayBeTitles(column: TableColumn, rowCount: number): boolean {
  if (column.type !== 'text') return false
  const ofWords = column.texts.filter((text) => /\p{L}\s+\S/u.test(text))
  return 2 * ofWords.length > rowCount
}

const LONGEST = 60 // characters of a text that is shown

/** Says that texts stand as a database exported them. */
function noteEscapes({ name, escaped }: ItemTable, out: Output): void {
  if (!escaped) return
  const columns = escaped.map(({ column, cells }) => `${column} (${grouped(cells)})`).join(', ')
  const [{ first }] = escaped as [EscapedCells]
  out.note(
    `${name}: texts have backslashes as mysql --batch and COPY write them, such as '${first.slice(0, LONGEST)}' in ${columns}: if they stand for tabs, line ends and backslashes, read them as such with --table-quoting escaped`,
  )
}

/** Says which columns no rule can name. */
function noteUnreadable({ name, unreadable }: ItemTable, out: Output): void {
  if (unreadable.size === 0) return
  const names = [...unreadable.keys()].map((column) => `'${column}'`).join(', ')
  out.note(`${name}: not read, for their cells are not of one type: ${names}`)
}

/** Says that a column by which items are limited has lists that are read as texts, of which each is a group of its own. */
function noteLists(table: ItemTable, column: string, out: Output): void {
  const found = listIn(table, column)
  if (!found) return
  out.note(
    `--per: ${column} of ${table.name} has lists such as '${found.list}', of which each counts as a group of its own: choose with ${found.option} to count each part`,
  )
}

/** In words, how many items have no value in a column; undefined where all of them have one. */
function missingIn(table: ItemTable, column: string, itemIds: readonly string[]): string | undefined {
  const cells = table.columns.get(column)
  if (!cells) return undefined
  const rows = itemIds.map(table.rowOf).filter((row) => row >= 0)
  const missing = rows.filter((row) => isMissingCell(cells, row)).length
  return missing === 0
    ? undefined
    : `${column} is missing for ${grouped(missing)} of ${grouped(rows.length)} items in ${table.name}`
}

/** What it means that items have no value. */
const meaning: Readonly<Record<ItemsWithoutValue['are'], (missing: string) => string>> = {
  unmet: (missing) => `--where: ${missing}, of which no comparison holds`,
  met: (missing) => `--where: ${missing}, which are as those of another value`,
  unlimited: (missing) => `--per: ${missing}, which it does not limit`,
  unweighted: (missing) => `--weights: ${missing}, which have weight 1`,
}

const places: Readonly<Record<string, string>> = { among: '--only' }

/** What was compiled; a rule that does not fit the table has the name of its option, without the place within it. */
function compiledBy(compile: () => CompiledRules, table: ItemTable | undefined): CompiledRules {
  try {
    return compile()
  } catch (cause) {
    const { message } = cause as Error
    const named = message
      .replace(/^rules\.(\w+)[^:\s]*/, (_, rule: string) => places[rule] ?? `--${rule}`)
      .replace(
        /(column '(.+?)' of .*), read by decimal: .* \(of the command: (--table-decimal .*)\)$/,
        (_, said: string, name: string, option: string) =>
          `${said}: choose with ${option} and --table-type ${shellWord(`${name}=number`)}`,
      )
      .replace(
        /(column '(.+?)' .*: (?:numbers as texts|amounts with a currency)), read it by types: .*$/,
        (_, said: string, name: string) => `${said}: choose with --table-type ${shellWord(`${name}=number`)}`,
      )
      .replace(
        /(column '(.+?)' .*: leave the cells without a number empty), or choose types: .*$/,
        (_, said: string, name: string) =>
          `${said}, or choose with --table-type ${shellWord(`${name}=number-or-missing`)}`,
      )
      .replace(
        /as '(.+?)' of .* is, got (?:true|false): write .*, as its cells have it$/,
        (all, name: string) => {
          return `${all}, or choose with --table-type ${shellWord(`${name}=boolean`)}`
        },
      )
      .replace(
        /: expected an? \w+, like those before, as '(.+?)', got (?!an? (?:list|object)$).*$/,
        (all, name: string) => {
          const [asText, asNumber] = [`${name}=text`, `${name}=number-or-missing`].map(shellWord)
          const first = all.startsWith(': expected a number,')
            ? `--table-type ${asNumber}, to which such cells are missing, or `
            : ''
          return `${all}: choose with ${first}--table-type ${asText}`
        },
      )
      .replace(
        /(column '(.+?)' of .* must be a list for 'has', got text, such as .*), read it by types: .*$/,
        (all, said: string, name: string) => {
          const found = table && listIn(table, name)
          return found ? `${said}: choose with ${found.option}` : all
        },
      )
    throw badInput(named, cause)
  }
}

/** Ids separated by commas, or one a line in a file after @. */
export async function idsOf(lists: readonly string[], option: string): Promise<string[]> {
  const ids: string[] = []
  for (const text of lists) {
    const pieces = text.startsWith('@')
      ? (await readText(text.slice(1), option)).split(/\r\n|\r|\n/)
      : text.split(',')
    for (const id of pieces.map((piece) => piece.trim())) if (id !== '') ids.push(id)
  }
  return ids
}
