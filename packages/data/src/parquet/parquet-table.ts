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
  const flatNames = all.flatMap(({ holds, keys, name }) =>
    holds === 'value' && keys.length === 0 ? [name] : [],
  )
  const columns = new Map(flatNames.map((name) => [name, [] as unknown[]]))
  let first = 0
  for (const [group, size] of groupSizes.entries()) {
    signal?.throwIfAborted()
    const read = await readGroup(group, flatNames, first, first + size)
    for (const [name, cells] of columns) for (const cell of read.get(name)!) cells.push(cell)
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
