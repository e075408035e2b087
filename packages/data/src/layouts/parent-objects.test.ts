import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const orders = Array.from({ length: 12 }, (_, order) => ({ id: `O${order}`, customer: { id: order % 5 } }))
const lines = orders.map(({ id }, at) => ({ id: `L${at}`, sku: `S${at % 4}`, __parentId: id }))
const read = (objects: readonly object[], columns = {}) =>
  readInteractions(new Blob(objects.map((object) => `${JSON.stringify(object)}\n`)), {
    name: 'bulk.jsonl',
    columns,
    missing: 'skip',
  })

it('lines of a bulk operation are refused with what joins them with their orders', async () => {
  const bulk = orders.flatMap((order, at) => [order, lines[at]!])
  for (const columns of [{}, { user: 'customer.id' }, { user: 'customer.id', item: 'sku' }]) {
    await expect(read(bulk, columns)).rejects.toThrow(
      "bulk.jsonl:1: expected a user and an item in each object, got lines that name the one they belong to by '__parentId', as of a bulk operation: join them, as jq -cs 'INDEX(.id) as $by | .[] | select(.__parentId) | $by[.__parentId] + {line: .}' does",
    )
  }
  expect((await read(bulk, { user: '__parentId', item: 'sku' })).userCount).toBe(12)
  const joined = orders.map((order, at) => ({ ...order, line: lines[at] }))
  const { userCount, itemCount } = await read(joined)
  expect([userCount, itemCount]).toEqual([5, 4])
})
