import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import { readRatings } from '../node'

it('asks where names of items stand for several ids each, but not where ids are read or columns chosen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hvamp-names-'))
  const path = join(folder, 'orders.parquet')
  const written = async (item: string) => {
    const rows = Array.from({ length: 120 }, (_, row) => ({
      user: row % 7,
      product: row % 12,
      size: Math.floor(row / 12) % 3,
    }))
    const columnData = [
      { name: 'customer', data: rows.map(({ user }) => `u${user}`) },
      { name: 'Serie', data: rows.map(({ product, size }) => 3 * product + size) },
      { name: item, data: rows.map(({ product }) => `Shirt ${product}`) },
      { name: 'price', data: rows.map(({ product, size }) => product + size / 4) },
    ]
    await writeFile(path, Buffer.from(parquetWriteBuffer({ columnData })))
  }
  await written('product_name')
  await expect(readRatings(path)).rejects.toMatchObject({
    message: `${path}: expected a name of its own for each item, got 12 of 'product_name' for 36 of 'Serie' in the first 120 rows: choose with columns.item ('Serie')`,
  })
  expect((await readRatings(path, { columns: { item: 'product_name' } })).itemCount).toBe(12)
  expect((await readRatings(path, { columns: { item: 'Serie' } })).itemCount).toBe(36)
  await written('product_id')
  expect((await readRatings(path)).itemCount).toBe(12)
  const names = ['customer', 'user_id', 'sku']
  const data = [(row: number) => row % 40, (row: number) => row % 3, (row: number) => row % 7]
  const columnData = names.map((name, column) => ({
    name,
    data: Array.from({ length: 120 }, (_, row) => data[column]!(row)),
  }))
  await writeFile(path, Buffer.from(parquetWriteBuffer({ columnData })))
  await expect(readRatings(path)).rejects.toThrow("got 'user_id' with 3 and 'customer' with 40")
  await rm(folder, { recursive: true })
})
