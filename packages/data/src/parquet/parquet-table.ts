import type { SchemaElement } from 'hyparquet'
import { shortestDecimal } from '../interactions/shortest-decimal'
import type { TableReading } from '../tables/read-table'
import type { Table } from '../tables/table'
import { typedTable } from '../tables/typed-table'
import { openParquet } from './open-parquet'
import type { ParquetColumn } from './parquet-columns'

/**
 * Reads a table from a parquet file, row group by row group, without columns of structures, and of lists of other than texts and integers:
 * such a list may be an embedding, of a thousand numbers a row.
 *
 * @throws if the file is damaged; the signal's reason if aborted
 */
export async function parquetTable(path: string, { signal }: TableReading): Promise<Table> {
  const { groupSizes, columns: all, readGroup } = await openParquet(path)
  const own = all.filter(({ keys }) => keys.length === 0)
  const unread = new Map(own.flatMap((column) => unreadable(column) ?? []))
  const readable = own.filter(({ name }) => !unread.has(name))
  const names = readable.map(({ name }) => name)
  const columns = new Map(names.map((name) => [name, [] as unknown[]]))
  let first = 0
  for (const [group, size] of groupSizes.entries()) {
    signal?.throwIfAborted()
    const read = await readGroup(group, names, first, first + size)
    for (const { name, element } of readable) {
      const cells = columns.get(name)!
      for (const cell of read.get(name)!) cells.push(asWritten(cell, element))
    }
    first += size
  }
  return typedTable({
    name: path,
    cells: 'values',
    rowCount: first,
    columns,
    unread,
    placeOf: (row) => `${path}: row ${row + 1}`,
  })
}

/** The name of a column that no table has, and what it holds; undefined if it is read. */
function unreadable({ name, holds, element }: ParquetColumn): [[name: string, holds: string]] | undefined {
  if (holds === 'value') return undefined
  if (holds === 'more') return [[name, 'structures, or lists in lists']]
  const { type, converted_type: converted = '', logical_type: logical } = element
  const isText = /^(UTF8|ENUM)$/.test(converted) || /^(STRING|ENUM|UUID)$/.test(logical?.type ?? '')
  const isInteger = /^INT(32|64)$/.test(type ?? '') && /^(U?INT_\d+)?$/.test(converted) && isPlain(logical)
  return isText || isInteger ? undefined : [[name, 'lists of other values']]
}

const isPlain = (logical: SchemaElement['logical_type']) =>
  logical === undefined || logical.type === 'INTEGER'

/** A number as it was written: a float has 32 bits of it, and of a decimal the library gives the integer times 0.01, which rounds. */
function asWritten(cell: unknown, { type, converted_type, scale = 0 }: SchemaElement): unknown {
  if (typeof cell !== 'number') return cell
  if (converted_type === 'DECIMAL') return Number(cell.toFixed(Math.max(0, scale)))
  return type === 'FLOAT' ? shortestDecimal(cell) : cell
}
