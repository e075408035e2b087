import type { SchemaElement } from 'hyparquet'
import { vectorElements } from '../files/vector-elements'
import type { PartCell, PartColumn } from './part-table'

const CELLS = 1 << 20 // of a group of rows, numbers of vectors among them

/** A parquet file that grows row by row. */
export interface ParquetRows {
  /** A promise where a group of rows is written, which the next row must await. */
  add(row: readonly PartCell[]): Promise<void> | undefined
  /** Ends the file. @returns the number of its rows */
  finish(): Promise<number>
}

/** Writes a parquet file, compressed by Snappy, in groups of rows: one of them is in memory. */
export function parquetRows(path: string, columns: readonly PartColumn[]): ParquetRows {
  let data = columns.map((): PartCell[] => [])
  let cells = 0
  let count = 0
  const opened = import('hyparquet-writer').then(({ fileWriter, ParquetWriter }) => {
    const fields = columns.flatMap(elementsOf)
    const schema = [{ name: 'root', num_children: columns.length }, ...fields]
    return new ParquetWriter({ writer: fileWriter(path), schema, createdBy: 'hvamp' })
  })

  async function flush(): Promise<void> {
    const rowCount = data[0]!.length
    if (rowCount === 0) return
    const columnData = columns.map(({ name }, column) => ({ name, data: data[column]! }))
    const writer = await opened
    await writer.write({ columnData, rowGroupSize: rowCount })
    count += rowCount
    data = columns.map(() => [])
    cells = 0
  }

  return {
    add(row) {
      for (let column = 0; column < row.length; column++) {
        const cell = row[column]!
        data[column]!.push(cell)
        cells += typeof cell === 'object' ? cell.length : 1
      }
      return cells >= CELLS ? flush() : undefined
    },
    async finish() {
      await flush()
      await (await opened).finish()
      return count
    },
  }
}

function elementsOf({ name, type }: PartColumn): SchemaElement[] {
  switch (type) {
    case 'text':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' }]
    case 'integer':
      return [{ name, type: 'INT32', repetition_type: 'REQUIRED' }]
    case 'number':
      return [{ name, type: 'FLOAT', repetition_type: 'REQUIRED' }]
    case 'vector':
      return vectorElements(name)
  }
}
