import { expect, it } from 'vitest'
import { readRows } from '../index'

const rows = Array.from({ length: 120 }, (_, row) => {
  const product = (row * 5) % 12
  return [row % 7, `Shirt ${product}`, BigInt(3 * product + (Math.floor(row / 12) % 3)), null]
})

it('asks of the first rows that a source shows where names of items stand for several ids each', async () => {
  const source = {
    columns: ['customer', 'product', 'serie', 'note'],
    async *batches(columns: readonly number[]) {
      yield rows.map((row) => columns.map((column) => row[column]))
    },
  }
  const shown = { ...source, first: async () => rows }
  await expect(readRows(shown)).rejects.toThrow(
    "rows: expected a name of its own for each item, got 12 of 'product' for 36 of 'serie' in the first 120 rows: choose with columns.item ('serie')",
  )
  expect((await readRows(shown, { columns: { item: 'product' } })).itemCount).toBe(12)
  expect((await readRows(source)).itemCount).toBe(12)
})
