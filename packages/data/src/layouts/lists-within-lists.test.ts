import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const orders = Array.from({ length: 12 }, (_, user) => ({
  customer_id: user,
  orders: [0, 1].map((order) => ({
    order_id: 2 * user + order,
    items: [0, 1].map((line) => ({ sku: `S${(user + order + line) % 5}` })),
  })),
}))
const read = (objects: readonly object[], columns = {}) =>
  readInteractions(new Blob(objects.map((object) => `${JSON.stringify(object)}\n`)), {
    name: 'orders.json',
    columns,
  })
const way =
  "got 'orders.items', a list within the list 'orders': write an object for each of its elements, as jq -c 'del(.orders) + .orders[]' does with an object"

it('lists within lists are refused with what makes them readable, chosen or not', async () => {
  await expect(read(orders)).rejects.toThrow(`orders.json:1: expected objects with an item column, ${way}`)
  for (const item of ['orders.items.sku', 'orders.items']) {
    await expect(read(orders, { user: 'customer_id', item })).rejects.toThrow(
      `expected a column '${item}' as item in one list, ${way}`,
    )
  }
  const divided = orders.flatMap(({ orders, ...others }) => orders.map((order) => ({ ...others, ...order })))
  expect((await read(divided)).itemCount).toBe(5)
})

it('lists within lists of which nothing is read disturb nothing', async () => {
  const tagged = orders.flatMap(({ customer_id, orders }) =>
    orders.map(({ items }) => ({ customer_id, items: items.map((item) => ({ ...item, tags: ['a', 'b'] })) })),
  )
  expect((await read(tagged)).itemCount).toBe(5)
})
