import { readTableFile } from '@hvamp/data/node'
import { type ItemTable, type ItemTableOptions, itemTable } from '@hvamp/rules'

/** A file with a row for each item, and how it is read. */
export interface ItemTableFile extends ItemTableOptions {
  /** CSV, TSV, JSON lines or parquet. */
  readonly path: string
}

/**
 * Reads the item table that rules ask and titles come from.
 *
 * @throws naming the file and what is wrong with it
 */
export async function openItemTable({ path, ...options }: ItemTableFile): Promise<ItemTable> {
  return itemTable(await readTableFile(path), options)
}
