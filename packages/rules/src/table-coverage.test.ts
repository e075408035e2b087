import { tableFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { compileRules } from './compile-rules'
import { itemTable } from './item-table'
import { tableCoverage } from './table-coverage'

const tableOf = (...ids: string[]) =>
  itemTable(
    tableFrom(
      ids.map((id) => ({ id })),
      { name: 'products.csv', columns: ['id'] },
    ),
  )

it('counts items without a row and rows without an item', () => {
  expect(tableCoverage(tableOf('a', 'b', 'x', 'y', 'z'), ['b', 'a', 'c'])).toEqual({
    table: 'products.csv',
    rows: 5,
    rowsWithoutId: 0,
    rowsWithoutItem: 3,
    items: 3,
    itemsWithoutRow: 1,
  })
})

it('counts items whose row has no title', () => {
  const rows = ['Tea', '', 'Rum', ''].map((title, id) => ({ id: `${id}`, title: title || undefined }))
  const table = itemTable(tableFrom(rows, { name: 'products.csv', columns: ['id', 'title'] }))
  expect(tableCoverage(table, ['0', '1', '9']).itemsWithoutTitle).toBe(1)
  expect(tableCoverage(table, ['0', '2'])).not.toHaveProperty('itemsWithoutTitle')
})

it('counts rows without an id by themselves', () => {
  expect(tableCoverage(tableOf('a', '', 'x', ''), ['a'])).toMatchObject({
    rows: 4,
    rowsWithoutId: 2,
    rowsWithoutItem: 1,
    itemsWithoutRow: 0,
  })
})

it('names ids that another program wrote, in the table or in the data', () => {
  expect(() => tableCoverage(tableOf('', '7001234000.0', '7.0'), ['7001234000', '7'])).toThrow(
    "got '7001234000.0', '7.0' in products.csv, none of which is one: '7001234000.0' stands for '7001234000': write it in the table as in the data",
  )
  expect(() => tableCoverage(tableOf('8', '7'), ['0007'])).toThrow(
    "none of which is one: '7' stands for '0007': write it in the table as in the data",
  )
})

it('names another column that has the ids', () => {
  const rows = [
    { id: '1', price: 7, sku: 'C-1', ean: 4001 },
    { id: '2', price: 8, sku: 'C-2', ean: 4002 },
  ]
  const table = itemTable(tableFrom(rows, { name: 'products.csv' }))
  expect(() => tableCoverage(table, ['C-1', 'C-2', 'C-3'])).toThrow(
    /none of which is one: column 'sku' has them$/,
  )
  expect(() => tableCoverage(table, ['4001', '4002'])).toThrow(/none of which is one: column 'ean' has them$/)
  expect(() => tableCoverage(table, ['x', 'y', '7'])).toThrow(/none of which is one$/)
})

it('asks where another column has as many ids of the model in other rows, unless one is chosen', () => {
  const rows = Array.from({ length: 8 }, (_, i) => ({ productId: i + 1, skuId: i + 3, stock: i + 1 }))
  const products = tableFrom(rows, { name: 'products.csv' })
  const [all, some] = [
    ['3', '4', '5', '6'],
    ['8', '9', '10'],
  ]
  expect(() => tableCoverage(itemTable(products), all)).toThrow(
    "itemTable: ids must be those of the model's items, got 4 of 4 in 'productId' and 4 in 'skuId' of products.csv: columns 'productId' and 'skuId' both have them",
  )
  expect(() => tableCoverage(itemTable(products), some)).toThrow(
    "got 1 of 3 in 'productId' and 3 in 'skuId' of products.csv: column 'skuId' has them",
  )
  expect(() => compileRules({ where: 'stock > 2' }, { itemIds: some, table: itemTable(products) })).toThrow(
    "column 'skuId' has them",
  )
  for (const id of ['productId', 'skuId'])
    expect(tableCoverage(itemTable(products, { id }), all)).toMatchObject({ itemsWithoutRow: 0 })
  expect(tableCoverage(itemTable(products), ['1', '2', '3'])).toMatchObject({ itemsWithoutRow: 0 })
  const alike = rows.map((row) => ({ ...row, skuId: row.productId }))
  expect(tableCoverage(itemTable(tableFrom(alike)), all)).toMatchObject({ itemsWithoutRow: 0 })
})

it('names a column with an id of its own in each row where those of the first one repeat', () => {
  const rows = Array.from({ length: 4 }, (_, i) => ({ productId: i >> 1, skuId: i, size: i }))
  expect(() => itemTable(tableFrom(rows, { name: 'products.csv' }))).toThrow(
    "which differ in 'skuId', and 1 more such row: choose id 'skuId', which differs in each row, leave all but one of them out, or choose repeated: 'first' or 'last'",
  )
})

it('refuses a table whose ids are called as an item without a row, for its first row may have been taken for names', () => {
  const named = (...names: string[]) =>
    itemTable(tableFrom([{ [names[0]!]: 'b', [names[1]!]: 'Rum' }], { name: 'products.csv' }), {
      id: names[0],
    })
  expect(() => tableCoverage(named('a', 'Tea'), ['a', 'b'])).toThrow(
    "products.csv: names of columns must be no items of the model, got 'a', which is one: its first line may be a row",
  )
  expect(tableCoverage(named('0', '1'), ['0', 'b'])).toMatchObject({ itemsWithoutRow: 1 })
  expect(tableCoverage(named('a', 'Tea'), ['b'])).toMatchObject({ itemsWithoutRow: 0 })
})

it('refuses a table of other ids, and one without a row, and names some of both', () => {
  expect(() => tableCoverage(tableOf('1', '2', '3', '4'), ['01', '02'])).toThrow(
    "itemTable: ids must be those of the model's items, such as '01', '02', got '1', '2', '3' in products.csv, none of which is one",
  )
  expect(() => tableCoverage(tableOf(), ['01'])).toThrow('got no row in products.csv')
})
