import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import { type Reading, readInteractions, readRows } from '../index'
import { readRatings } from '../node'

const rows = [
  ['1', 'a', 'completed'],
  ['1', 'b', 'wc-cancelled'],
  ['2', 'a', 'wc-refunded'],
  ['2', 'c', 'wc-cancelled'],
  ['3', 'c', 'completed'],
] as const
const cancelled = (first: number) => ({
  column: 'Order Status',
  values: ['wc-cancelled', 'wc-refunded'],
  rows: 3,
  first,
})

let reading: Reading | undefined
const onReading = (found: Reading) => {
  reading = found
}
async function ofText(text: string, options = {}) {
  await readInteractions(new Blob([text]), { name: 'orders', onReading, ...options })
  return reading!.cancelled
}
const table = (names: string, cells: readonly (readonly string[])[]) =>
  `${[names, ...cells.map((row) => row.join(','))].join('\n')}\n`

it('counts rows whose status says that an order is cancelled, in each kind of file', async () => {
  const names = ['user', 'item', 'Order Status']
  expect(await ofText(table(names.join(','), rows))).toEqual(cancelled(3))
  expect(
    await ofText(
      table(
        names.map((name) => `"${name}"`).join(','),
        rows.map((row) => row.map((cell) => `"${cell}"`)),
      ),
    ),
  ).toEqual(cancelled(3))
  const objects = rows.map(([user, item, status]) => ({ user, item, 'Order Status': status }))
  expect(await ofText(objects.map((object) => `${JSON.stringify(object)}\n`).join(''))).toEqual(cancelled(2))
  const source = {
    columns: names,
    async *batches(columns: readonly number[], looked: number) {
      expect([columns, looked]).toEqual([[0, 1, 2], 1])
      yield rows.map((row) => columns.map((column) => row[column]))
    },
  }
  await readRows(source, { onReading })
  expect(reading!.cancelled).toEqual(cancelled(2))
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-cancelled-'))
  const columnData = names.map((name, column) => ({ name, data: rows.map((row) => row[column]!) }))
  await writeFile(join(folder, 'a.parquet'), Buffer.from(parquetWriteBuffer({ columnData })))
  await readRatings([join(folder, 'a.parquet'), join(folder, 'a.parquet')], { onReading })
  expect(reading!.cancelled).toEqual({ ...cancelled(2), rows: 6 })
  await rm(folder, { recursive: true })
})

it.each([
  ['qty_refunded', ['0', '2', '', '1', '0'], { rows: 2, first: 3, values: ['2', '1'] }],
  ['event_type', ['view', 'remove_from_cart', 'cart', 'view', 'Returned'], { rows: 2, first: 3 }],
  ['Cancelled at', ['', '2026-01-03', 'NULL', '', ''], { rows: 1, first: 3, values: ['2026-01-03'] }],
  ['Bestellstatus', ['bezahlt', 'Storniert', 'bezahlt', 'Erstattet', ''], { rows: 2, first: 3 }],
])('counts those with %s too', async (name, cells, expected) => {
  const withCell = rows.map(([user, item], row) => [user, item, cells[row]!])
  expect(await ofText(table(`user,item,${name}`, withCell))).toMatchObject({ column: name, ...expected })
})

it('counts nothing where no row is such, where texts of a status are many, or where the column is read', async () => {
  const named = (status: (row: number) => string, count: number = rows.length) =>
    table(
      'user,item,status',
      Array.from({ length: count }, (_, row) => [`${row % 3}`, `${row}`, status(row)]),
    )
  expect(await ofText(named(() => 'returnable'))).toBeUndefined()
  expect(await ofText(named((row) => `Order ${row} was cancelled`, 60))).toBeUndefined()
  const read = await ofText(
    named(() => 'cancelled'),
    { columns: { item: 'status' } },
  )
  expect(read).toBeUndefined()
})
