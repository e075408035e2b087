import { tableFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { itemTable } from './item-table'
import { tableCoverage } from './table-coverage'

const rows = [
  { sku: 'CA-1', store_view_code: '', name: 'Café', price: 9 },
  { sku: 'CA-1', store_view_code: 'en', name: 'Coffee', price: null },
  { sku: 'TE-1', store_view_code: null, name: 'Té', price: 5 },
  { sku: 'TE-2', store_view_code: 'en', name: 'Green tea', price: 6 },
]

it('takes the facts of an item from its row for all store views, and counts those of single ones', () => {
  const table = itemTable(tableFrom(rows, { name: 'catalog_product.csv' }))
  expect(table.ids).toEqual(['CA-1', 'TE-1', 'TE-2'])
  expect([table.titleOf('CA-1'), table.titleOf('TE-2')]).toEqual(['Café', 'Green tea'])
  expect(tableCoverage(table, ['CA-1', 'TE-1'])).toMatchObject({
    rows: 4,
    rowsWithoutId: 0,
    rowsWithoutItem: 1,
    storeViews: { column: 'store_view_code', rows: 1 },
  })
})

it('refuses an id twice in one view, and without a row for all of them', () => {
  const twice = (more: object) => () =>
    itemTable(tableFrom([...rows, { name: 'x', price: 1, ...more }], { name: 'catalog_product.csv' }))
  expect(twice({ sku: 'CA-1', store_view_code: '' })).toThrow("got 'CA-1' in row 1 and row 5")
  expect(twice({ sku: 'TE-2', store_view_code: 'fr' })).toThrow("got 'TE-2' in row 4 and row 5")
})
