import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeTable } from '@hvamp/databases'
import { rowsWhere } from '@hvamp/rules'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openItemTable } from './open-item-table'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hvamp-items-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('says why a column cannot be read without the folders of its file', async () => {
  const path = join(folder, 'products.json')
  const prices = [1, 2, 'from 20.99']
  await writeFile(path, JSON.stringify(prices.map((price, i) => ({ id: `${i}`, price }))))
  const table = await openItemTable({ path })
  const above = { column: 'price', above: 5 }
  expect(() => rowsWhere(table, above, 'where')).toThrow(
    /^where\.column: products\.json:\d: expected a number, like those before, as 'price', got 'from 20\.99'$/,
  )
  const types = { price: 'number' } as const
  await expect(openItemTable({ path, types })).rejects.toThrow(path)
})

it('says why a column of a database cannot be read without its address', async () => {
  const address = `sqlite:${join(folder, 'shop.sqlite')}`
  const columns = [{ name: 'id', type: 'text' } as const]
  await writeTable(address, [['1']], { table: 'items', columns, key: ['id'] })
  const above = { column: 'price', above: 5 }
  const query = "SELECT '1' AS id, 5 AS price UNION ALL SELECT '2', 'from 20.99'"
  const table = await openItemTable({ address, query })
  expect(() => rowsWhere(table, above, 'where')).toThrow(
    /^where\.column: shop: row 2: expected a number, like those before, as 'price', got 'from 20\.99'$/,
  )
})
