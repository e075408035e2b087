import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const read = (items: readonly string[], missing?: 'keep') =>
  readInteractions(new Blob([`user,item\n${items.map((item, row) => `u${row},${item}\n`).join('')}`]), {
    missing,
  })

it.each([
  ['1.6984767E7', ['12345', '1.6984767E7']],
  ['1.6984767E7', ['1.6984767E7', 'guest']],
  ['1.2e6', ['1.2e6', '1000001.0']],
  ['1e5', ['99999', '1e5', '100001']],
])('asks about %s in %j', async (id, ids) => {
  await expect(read(ids)).rejects.toThrow(
    `interactions: expected item ids as they were written, got '${id}', a number as Java, Spark or readr print it: export the column as text, or keep these as ids: choose with missing 'keep'`,
  )
  expect((await read(ids, 'keep')).itemIds).toEqual(ids)
})

it.each([
  [['1e5', '0x1F', '7']],
  [['12e5', '1234', '0456']],
  [['1e5', '3e7']],
  [['1e5b', '1e5', 'a3f0']],
  [['1.5E1', '1.5']],
])('reads the codes %j', async (ids) => {
  expect((await read(ids)).itemIds).toEqual(ids)
})
