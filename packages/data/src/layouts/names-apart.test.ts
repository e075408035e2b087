import { expect, it } from 'vitest'
import { type ReadingOptions, readInteractions } from '../index'

const read = (text: string, options: ReadingOptions = {}) =>
  readInteractions(new Blob([text]), { name: 'orders.json', ...options })

/** Rows of 12 products in three sizes each, of which those of one product have one name. */
const sold = Array.from({ length: 120 }, (_, row) => {
  const product = (row * 5) % 12
  const variant = 3 * product + (Math.floor(row / 12) % 3)
  return { customer: row % 7, line: { serie: `V-${variant}`, product_name: `Shirt ${product}` } }
})
const lines = (objects: readonly object[]) => objects.map((object) => `${JSON.stringify(object)}\n`).join('')
const question = (names: string, ids: string) =>
  `orders.json:1: expected a name of its own for each item, got 12 of '${names}' for 36 of '${ids}' in the first 120 rows: choose with columns.item ('${ids}')`

it('asks where names of items stand for several ids each, in lines, arrays, inner objects and lists', async () => {
  const flat = sold.map(({ customer, line }) => ({ customer, ...line }))
  const grouped = Array.from({ length: 40 }, (_, order) => ({
    customer: order % 7,
    lines: sold.slice(3 * order, 3 * order + 3).map(({ line }) => line),
  }))
  for (const text of [lines(flat), JSON.stringify(flat), JSON.stringify({ page: 1, rows: flat })]) {
    await expect(read(text)).rejects.toThrow(question('product_name', 'serie'))
    expect((await read(text, { columns: { item: 'serie' } })).itemCount).toBe(36)
    expect((await read(text, { columns: { item: 'product_name' } })).itemCount).toBe(12)
  }
  await expect(read(lines(sold))).rejects.toThrow(question('line.product_name', 'line.serie'))
  await expect(read(lines(grouped))).rejects.toThrow(question('lines.product_name', 'lines.serie'))
  expect((await read(lines(grouped), { columns: { item: 'lines.serie' } })).itemCount).toBe(36)
})

it('asks where ids of users are few beside customers, and where goods share a code', async () => {
  const rows = Array.from({ length: 120 }, (_, row) => ({
    customer: (row * 7) % 40,
    user_id: row % 3,
    Artikel: (row * 7) % 30,
    EAN: (row * 7) % 30 < 9 ? '0000' : `${(row * 7) % 30}`,
  }))
  await expect(read(lines(rows))).rejects.toThrow("'EAN' with 22 and 'Artikel' with 30")
  const text = lines(rows.map(({ EAN, ...others }) => others))
  await expect(read(text)).rejects.toThrow(
    "expected one column as user, got 'user_id' with 3 and 'customer' with 40 in the first rows: choose with columns.user ('customer')",
  )
  expect((await read(text, { columns: { user: 'user_id' } })).userCount).toBe(3)
})

it('asks nothing beside ids, nor by lists, objects and prices', async () => {
  const rows = sold.map(({ customer, line: { serie, product_name } }, row) => ({
    customer,
    product: product_name,
    tags: [serie],
    size: { of: { it: row } },
    price: (row % 36) + 0.5,
  }))
  expect((await read(lines(rows))).itemCount).toBe(12)
})
