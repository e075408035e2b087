import { basename } from 'node:path'
import type { TableReading } from '@hvamp/data'
import { readTableFile } from '@hvamp/data/node'
import { databaseName, type RowChoice, readDatabaseTable } from '@hvamp/databases'
import { type ItemTable, type ItemTableOptions, itemTable } from '@hvamp/rules'

/** A file with a row for each item, and how it is read. */
export interface ItemTableFile extends ItemTableOptions, Omit<TableReading, 'signal'> {
  /** CSV, TSV, JSON or parquet. */
  readonly path: string
}

/** Rows of a database, one for each item, and how they are read. */
export interface ItemTableRows extends ItemTableOptions, RowChoice {
  /** As `readDatabaseTable` of @hvamp/databases takes it. */
  readonly address: string
}

/** Where the item table is. */
export type ItemTableSource = ItemTableFile | ItemTableRows

/**
 * Reads the item table that rules ask and titles come from.
 *
 * It is called by the last part of its path, or by the name of its table or database: answers name it, and say no more of
 * the machine.
 *
 * @param signal ends the query of a database
 * @throws naming the file or the address, and what is wrong with it
 */
export async function openItemTable(source: ItemTableSource, signal?: AbortSignal): Promise<ItemTable> {
  if ('path' in source) {
    const { path, encoding, skipLines, header, delimiter, quoting, decimal, ...options } = source
    const table = await readTableFile(path, { encoding, skipLines, header, delimiter, quoting, decimal })
    return renamed(itemTable(table, options), basename(path))
  }
  const { address, query, table, ...options } = source
  const rows = await readDatabaseTable(address, { query, table, signal })
  return renamed(itemTable(rows, options), table ?? databaseName(address))
}

/** The table by another name, also in the errors of columns that no rule can name, which answers have. */
function renamed(table: ItemTable, name: string): ItemTable {
  const unreadable = Array.from(table.unreadable, ([column, error]) => {
    return [
      column,
      new Error(
        error.message.replaceAll(table.name, () => name),
        { cause: error },
      ),
    ] as const
  })
  return { ...table, name, unreadable: new Map(unreadable) }
}
