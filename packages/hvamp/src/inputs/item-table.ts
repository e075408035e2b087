import type { Table } from '@hvamp/data'
import { readTableFile } from '@hvamp/data/node'
import { isDatabaseAddress, type RowChoice } from '@hvamp/databases'
import type { ItemTableOptions } from '@hvamp/rules'
import type { ItemTableSource } from '@hvamp/server'
import { badInput, checkingInput } from '../process/bad-input'
import { withSecrets } from '../process/secrets'
import type { ItemTableSettings } from '../settings/item-rules'
import { shellWord } from '../terminal/shell-word'
import { inFlags } from './deciding'
import { requireKnownDatabase } from './known-database'
import { isStandardInput, onDisk } from './on-disk'
import { readDatabaseItems } from './read-database-rows'

/** @throws bad input if an option needs an item table and none is given */
export function requireItemTable(
  settings: ItemTableSettings,
  others: Readonly<Record<string, unknown>> = {},
): void {
  if (settings.itemTable !== undefined) return
  const { tableId, tableTitle, tableType, tableRepeated, tableQuery, tableName } = settings
  const lone = Object.entries({
    ...others,
    'table-id': tableId,
    'table-title': tableTitle,
    'table-type': tableType,
    'table-repeated': tableRepeated,
    'table-query': tableQuery,
    'table-name': tableName,
    ...ofText(settings),
  })
  for (const [option, value] of lone) {
    if (value !== undefined) throw badInput(`--${option}: needs --item-table, got none`)
  }
}

/** How the columns of the table are read. */
export function itemTableOptions({
  tableId,
  tableTitle,
  tableType,
  tableRepeated,
}: ItemTableSettings): ItemTableOptions {
  return {
    ...(tableId !== undefined && { id: tableId }),
    ...(tableTitle !== undefined && { title: tableTitle }),
    ...(tableType && { types: tableType }),
    ...(tableRepeated && { repeated: tableRepeated }),
  }
}

/** The rows of a file, the standard input or a database. */
export async function itemRows(path: string, settings: ItemTableSettings): Promise<Table> {
  const rows = rowChoice(path, settings)
  if (rows) return readDatabaseItems(path, rows)
  return withItemTable(() => onDisk(path, (file) => readTableFile(file, textReading(settings))))
}

/**
 * Where a service reads the item table again and again; undefined without one.
 *
 * @throws bad input if the options do not fit
 */
export function itemTableSource(settings: ItemTableSettings): ItemTableSource | undefined {
  requireItemTable(settings)
  const { itemTable: path } = settings
  if (path === undefined) return undefined
  if (isStandardInput(path)) {
    throw badInput(`--item-table: must be a file or a database, which can be read again, got '${path}'`)
  }
  const rows = rowChoice(path, settings)
  if (rows && rows.query === undefined && rows.table === undefined) {
    throw badInput(`${path}: must have --table-query or --table-name, got neither`)
  }
  const options = itemTableOptions(settings)
  return rows
    ? { address: withSecrets(path), ...rows, ...options }
    : { path, ...textReading(settings), ...options }
}

/** How the text of a file is read. */
function textReading({
  tableEncoding: encoding,
  tableSkipLines: skipLines,
  tableHeader: header,
  tableDelimiter: delimiter,
  tableQuoting: quoting,
  tableDecimal: decimal,
}: ItemTableSettings) {
  return {
    ...(encoding !== undefined && { encoding }),
    ...(skipLines !== undefined && { skipLines }),
    ...(header !== undefined && { header }),
    ...(delimiter !== undefined && { delimiter }),
    ...(quoting !== undefined && { quoting }),
    ...(decimal !== undefined && { decimal }),
  }
}

/** The same by the names of their options. */
function ofText(settings: ItemTableSettings): Readonly<Record<string, unknown>> {
  const { encoding, skipLines, header, delimiter, quoting, decimal } = textReading(settings)
  return {
    'table-encoding': encoding,
    'table-skip-lines': skipLines,
    [header === false ? 'no-table-header' : 'table-header']: header,
    'table-delimiter': delimiter,
    'table-quoting': quoting,
    'table-decimal': decimal,
  }
}

/** Which rows of a database; undefined for a file. */
function rowChoice(path: string, settings: ItemTableSettings): RowChoice | undefined {
  requireKnownDatabase(path)
  const { tableQuery: query, tableName: table } = settings
  if (isDatabaseAddress(path)) {
    const [option] = Object.entries(ofText(settings)).find(([, value]) => value !== undefined) ?? []
    if (option !== undefined) throw badInput(`--${option}: goes with a file of text, got '${path}'`)
    return { ...(query !== undefined && { query }), ...(table !== undefined && { table }) }
  }
  const [option] = Object.entries({ query, name: table }).find(([, text]) => text !== undefined) ?? []
  if (option !== undefined)
    throw badInput(`--table-${option}: goes with the address of a database, got '${path}'`)
  return undefined
}

/** The flags that settle what a reader of item tables cannot decide. */
const flags: Readonly<Record<string, string>> = {
  'columns.item': '--table-id',
  decimal: '--table-decimal',
  delimiter: '--table-delimiter',
  encoding: '--table-encoding windows-1252 or the like',
  'header: false': '--no-table-header and a number from 0 as --table-id',
  'header: true': '--table-header',
  quoting: '--table-quoting none or double',
  skipLines: '--table-skip-lines',
}

/** Runs what fits an item table to a model; an error that an option settles names it. */
export async function withItemTable<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await checkingInput(work)
  } catch (cause) {
    const error = inFlags(cause as Error, flags)
    const { message } = error
    const named = message
      .replace(/^.*: (encoding|delimiter) must be/, '--table-$1: must be')
      .replace(/^(.*): (id|title|type)s? must be a column of the table/, '--table-$2: must be a column of $1')
      .replace(
        /: expected a column of ids\b.*$/,
        `$&: choose with --table-id, or of a table whose first line is a row ${flags['header: false']}`,
      )
      .replace(
        /( as '(.+?)', got .*: leave the cells without a number empty), or read the column as 'number-or-missing'$/,
        (_, said: string, name: string) =>
          `${said}, or choose with --table-type ${shellWord(`${name}=number-or-missing`)}`,
      )
      .replace(
        /: expected (?:a finite number|a date \(.+?\)|true or false|\S+ or \S+, like those before,) as '(.+?)', got (?!.*: leave ).*$/,
        (all, name: string) => `${all}: choose with --table-type ${shellWord(`${name}=text`)}`,
      )
      .replace(/, or choose repeated: 'first' or 'last'$/, ', or choose with --table-repeated first or last')
      .replace(
        /: choose id '(.+?)', which/,
        (_, column: string) => `: choose with --table-id ${shellWord(column)}, which`,
      )
      .replace(/: rows must have an id in\b.*$/, '$&: choose with --table-id')
      .replace(/: names of columns must be no items\b.*$/, `$&: choose with ${flags['header: false']}`)
      .replace(
        /got '(.+?)' and '(.+?)'.*: choose with --table-id$/,
        (all, ...[first, second]: string[]) => `${all} ${shellWord(first!)} or ${shellWord(second!)}`,
      )
    if (named !== message) throw badInput(named, error)
    if (!message.startsWith('itemTable: ids')) throw error
    const [, column] = / column '(.+)' has them$/.exec(message) ?? []
    const both = / columns '(.+)' and '(.+)' both have them$/.exec(message)?.slice(1)
    const columns = column === undefined ? both : [column]
    const advice = columns
      ? `: choose with --table-id ${columns.map(shellWord).join(' or ')}`
      : ' (--table-id names another column)'
    throw badInput(`--item-table${message.slice('itemTable'.length)}${advice}`, error)
  }
}
