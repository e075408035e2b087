import type { Table } from '@hvamp/data'
import { readTableFile } from '@hvamp/data/node'
import { isDatabaseAddress, type RowChoice } from '@hvamp/databases'
import type { ItemTableOptions } from '@hvamp/rules'
import type { ItemTableSource } from '@hvamp/server'
import { badInput, checkingInput } from '../process/bad-input'
import { withSecrets } from '../process/secrets'
import type { ItemTableSettings } from '../settings/item-rules'
import { isStandardInput, onDisk } from './on-disk'
import { readDatabaseItems } from './read-database-rows'

/** @throws bad input if an option needs an item table and none is given */
export function requireItemTable(
  {
    itemTable,
    tableId,
    tableTitle,
    tableType,
    tableQuery,
    tableName,
    tableEncoding,
    tableDecimal,
  }: ItemTableSettings,
  others: Readonly<Record<string, unknown>> = {},
): void {
  if (itemTable !== undefined) return
  const lone = Object.entries({
    ...others,
    'table-id': tableId,
    'table-title': tableTitle,
    'table-type': tableType,
    'table-query': tableQuery,
    'table-name': tableName,
    'table-encoding': tableEncoding,
    'table-decimal': tableDecimal,
  })
  for (const [option, value] of lone) {
    if (value !== undefined) throw badInput(`--${option}: needs --item-table, got none`)
  }
}

/** How the columns of the table are read. */
export function itemTableOptions({ tableId, tableTitle, tableType }: ItemTableSettings): ItemTableOptions {
  return {
    ...(tableId !== undefined && { id: tableId }),
    ...(tableTitle !== undefined && { title: tableTitle }),
    ...(tableType && { types: tableType }),
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
  const options = itemTableOptions(settings)
  return rows
    ? { address: withSecrets(path), ...rows, ...options }
    : { path, ...textReading(settings), ...options }
}

/** How the text of a file is read. */
function textReading({ tableEncoding: encoding, tableDecimal: decimal }: ItemTableSettings) {
  return { ...(encoding !== undefined && { encoding }), ...(decimal !== undefined && { decimal }) }
}

/** Which rows of a database; undefined for a file. */
function rowChoice(
  path: string,
  { tableQuery: query, tableName: table, tableEncoding, tableDecimal }: ItemTableSettings,
): RowChoice | undefined {
  if (isDatabaseAddress(path)) {
    if (query === undefined && table === undefined) {
      throw badInput(`${path}: must have --table-query or --table-name, got neither`)
    }
    const [option] =
      Object.entries({ encoding: tableEncoding, decimal: tableDecimal }).find(
        ([, text]) => text !== undefined,
      ) ?? []
    if (option !== undefined) throw badInput(`--table-${option}: goes with a file of text, got '${path}'`)
    return { ...(query !== undefined && { query }), ...(table !== undefined && { table }) }
  }
  const [option] = Object.entries({ query, name: table }).find(([, text]) => text !== undefined) ?? []
  if (option !== undefined)
    throw badInput(`--table-${option}: goes with the address of a database, got '${path}'`)
  return undefined
}

/** Runs what fits an item table to a model; an error that an option settles names it. */
export async function withItemTable<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await checkingInput(work)
  } catch (error) {
    const { message } = error as Error
    const named = message
      .replace(/: choose with encoding$/, ': choose with --table-encoding')
      .replace(/^.*: encoding must be/, '--table-encoding: must be')
      .replace(/: expected a column of ids, .*$/, '$&: choose with --table-id')
    if (named !== message) throw badInput(named, error)
    if (!message.startsWith('itemTable: ids')) throw error
    throw badInput(
      `--item-table${message.slice('itemTable'.length)} (--table-id names another column)`,
      error,
    )
  }
}
