import { expect, it } from 'vitest'
import { readInteractions } from '../index'

/** Orders of 12 products in three sizes each, of which those of one product have one name. */
const cells = Array.from({ length: 120 }, (_, row) => {
  const product = (row * 5) % 12
  const variant = 3 * product + (Math.floor(row / 12) % 3)
  return {
    user: `u${row % 7}`,
    variant: `V-${variant}`,
    name: `Shirt ${product}`,
    price: `${9 + variant}.50`,
    order: `${row}`,
  }
})
const table = (header: string, ...names: readonly (keyof (typeof cells)[number])[]) =>
  new Blob([`${header}\n${cells.map((row) => names.map((name) => row[name]).join(',')).join('\n')}\n`])
const read = (file: Blob, columns = {}) => readInteractions(file, { name: 'orders.csv', columns })

it('asks where names of items stand for several ids each, whatever these are called', async () => {
  for (const header of ['Product', 'product_name', 'Artikel']) {
    const file = table(`customer,Serie X,${header}`, 'user', 'variant', 'name')
    await expect(read(file)).rejects.toMatchObject({
      message: `orders.csv:1: expected a name of its own for each item, got 12 of '${header}' for 36 of 'Serie X' in the first 120 rows: choose with columns.item ('Serie X')`,
      likely: { 'columns.item': 'Serie X' },
    })
    expect((await read(file, { item: header })).itemCount).toBe(12)
    expect((await read(file, { item: 'Serie X' })).itemCount).toBe(36)
  }
})

it('asks nothing beside ids, prices, numbers of rows or orders, and texts', async () => {
  const others = [
    table('customer,Serie X,product_id', 'user', 'variant', 'name'),
    table('customer,worth,product', 'user', 'price', 'name'),
    table('customer,nth,product', 'user', 'order', 'name'),
    table('customer,product,longer name', 'user', 'name', 'name'),
  ]
  for (const file of others) expect((await read(file)).itemCount).toBe(12)
})
