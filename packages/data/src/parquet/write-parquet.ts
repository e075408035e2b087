import type { SchemaElement } from 'hyparquet'
import { areIntegers } from '../interactions/ascending-order'
import { entriesOf } from '../interactions/entries-of'
import type { Ids, Interactions } from '../interactions/interactions'

const ROW_GROUP = 1 << 17 // rows
const LONGEST_INTEGER = 18 // digits: every such integer fits in 63 bits

type Id = string | bigint

/**
 * Writes interactions as parquet with the columns of a CSV: ids as 64-bit integers if all are integers, else as text; ratings
 * as 32-bit and times as 64-bit floats. Compressed by Snappy, in row groups.
 */
export async function writeParquet(path: string, interactions: Interactions): Promise<void> {
  const { ParquetWriter, fileWriter } = await import('hyparquet-writer')
  const { userIds, itemIds, values, timestamps } = interactions
  const [users, items] = [idColumn('userId', userIds), idColumn('itemId', itemIds)]
  const schema: SchemaElement[] = [
    users.element,
    items.element,
    ...(values ? [{ name: 'rating', type: 'FLOAT', repetition_type: 'REQUIRED' } as const] : []),
    ...(timestamps ? [{ name: 'timestamp', type: 'DOUBLE', repetition_type: 'REQUIRED' } as const] : []),
  ]
  const file = fileWriter(path)
  const parquet = new ParquetWriter({
    writer: file,
    schema: [{ name: 'root', num_children: schema.length }, ...schema],
    createdBy: 'hvamp',
  })
  for (const rows of groupsOf(interactions)) {
    const columns = [
      { name: 'userId', data: rows.users.map(users.valueOf) },
      { name: 'itemId', data: rows.items.map(items.valueOf) },
      ...(values ? [{ name: 'rating', data: rows.values }] : []),
      ...(timestamps ? [{ name: 'timestamp', data: rows.timestamps }] : []),
    ]
    await parquet.write({ columnData: columns, rowGroupSize: ROW_GROUP })
  }
  await parquet.finish()
}

function idColumn(name: string, ids: Ids): { element: SchemaElement; valueOf(id: string): Id } {
  const isInteger = areIntegers(ids) && ids.every((id) => id.length <= LONGEST_INTEGER)
  return isInteger
    ? { element: { name, type: 'INT64', repetition_type: 'REQUIRED' }, valueOf: BigInt }
    : {
        element: { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
        valueOf: (id) => id,
      }
}

interface Rows {
  readonly users: string[]
  readonly items: string[]
  readonly values: number[]
  readonly timestamps: number[]
}

function* groupsOf(interactions: Interactions): Generator<Rows> {
  const empty = (): Rows => ({ users: [], items: [], values: [], timestamps: [] })
  let rows = empty()
  for (const { user, item, value, timestamp } of entriesOf(interactions)) {
    rows.users.push(user as string)
    rows.items.push(item as string)
    if (value !== undefined) rows.values.push(value)
    if (timestamp !== undefined) rows.timestamps.push(timestamp)
    if (rows.users.length < ROW_GROUP) continue
    yield rows
    rows = empty()
  }
  if (rows.users.length > 0) yield rows
}
