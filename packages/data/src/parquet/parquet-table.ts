import type { SchemaElement } from 'hyparquet'
import { shortestDecimal } from '../interactions/shortest-decimal'
import type { TableReading } from '../tables/read-table'
import type { Table } from '../tables/table'
import { typedTable } from '../tables/typed-table'
import { openParquet } from './open-parquet'

/**
 * Reads a table from a parquet file, row group by row group. Columns of lists or structures are left out.
 *
 * @throws if the file is damaged; the signal's reason if aborted
 */
export async function parquetTable(path: string, { signal }: TableReading): Promise<Table> {
  const { groupSizes, columns: all, readGroup } = await openParquet(path)
  const flat = all.filter(({ holds, keys }) => holds === 'value' && keys.length === 0)
  const flatNames = flat.map(({ name }) => name)
  const columns = new Map(flatNames.map((name) => [name, [] as unknown[]]))
  let first = 0
  for (const [group, size] of groupSizes.entries()) {
    signal?.throwIfAborted()
    const read = await readGroup(group, flatNames, first, first + size)
    for (const { name, element } of flat) {
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
    placeOf: (row) => `${path}: row ${row + 1}`,
  })
}

/** A number as it was written: a float has 32 bits of it, and of a decimal the library gives the integer times 0.01, which rounds. */
function asWritten(cell: unknown, { type, converted_type, scale = 0 }: SchemaElement): unknown {
  if (typeof cell !== 'number') return cell
  if (converted_type === 'DECIMAL') return Number(cell.toFixed(Math.max(0, scale)))
  return type === 'FLOAT' ? shortestDecimal(cell) : cell
}
