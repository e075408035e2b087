import { dateIn, dateOfSeconds, shortestDecimal, type Table, tableFrom } from '@hvamp/data'
import { requireKnown } from '@hvamp/random'
import { databaseAddress } from '../addresses/database-address'
import { type RowChoice, withRows } from './open-rows'
import type { CellType } from './query-rows'

/** Which rows. */
export type TableSelection = RowChoice & { readonly signal?: AbortSignal | undefined }

/**
 * Reads a table, such as that of a shop's products, from a database. Its columns have the types of the database: numbers,
 * booleans, dates, or text.
 *
 * @param address as `readDatabase` takes it
 * @throws naming the address: if the driver is not installed, or the database cannot be reached or refuses the query; the signal's reason
 *   if aborted
 * @example
 * const products = await readDatabaseTable('sqlite:shop.sqlite', { table: 'products' })
 */
export async function readDatabaseTable(address: string, options: TableSelection): Promise<Table> {
  requireKnown('readDatabaseTable: options', options, { query: true, table: true, signal: true })
  const { query, table, signal } = options
  const parsed = databaseAddress(address)
  return withRows(parsed, { query, table }, signal, async (rows) => {
    const twice = rows.columns.find((name, i) => rows.columns.indexOf(name) < i)
    if (twice !== undefined) {
      throw new Error(`${parsed.shown}: must have columns of different names, got '${twice}' twice`)
    }
    const all = rows.columns.map((_, column) => column)
    const read: unknown[][] = []
    for await (const batch of rows.batches(all)) {
      signal?.throwIfAborted()
      for (const row of batch) read.push([...row])
    }
    const types = all.map((column) => rows.typeOf(column))
    return tableFrom(
      read.map((row) =>
        Object.fromEntries(row.map((cell, column) => [rows.columns[column]!, typed(cell, types[column])])),
      ),
      { name: parsed.shown, columns: rows.columns },
    )
  })
}

/** A cell as the value of its type, where the driver gives it as text; a float as the decimal that it was written as. */
function typed(cell: unknown, type: CellType | undefined): unknown {
  if (type === 'float' && typeof cell === 'number') return shortestDecimal(cell)
  if (typeof cell !== 'string') return cell
  switch (type) {
    case 'integer':
      return BigInt(cell)
    case 'number':
      return numberOr(cell)
    case 'date':
      return dateOr(cell)
    default:
      return cell
  }
}

const WHOLE = /^(-?\d+)(?:\.0*)?$/

/** A number; a whole one that numbers do not hold, such as an id of a column of type `numeric(20, 0)`, as a bigint. */
function numberOr(text: string): number | bigint {
  const value = Number(text)
  const digits = Number.isSafeInteger(value) ? undefined : WHOLE.exec(text)?.[1]
  return digits === undefined ? value : BigInt(digits)
}

/** A date; what no date is, such as Postgres' `infinity`, as it stands, for the error to show. */
function dateOr(text: string): Date | string {
  const seconds = dateIn(text)
  return Number.isNaN(seconds) ? text : dateOfSeconds(seconds)
}
