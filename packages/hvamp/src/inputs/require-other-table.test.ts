import { expect, test } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { requireOtherTable } from './require-other-table'

const shop = 'sqlite:shop.sqlite'
const written = { to: shop, into: 'orders' }
const nothing = { words: [shop], tables: [], queries: [] }

test.each([
  ['its table', { tables: ['orders'] }],
  ['its table in a schema', { tables: ['main.Orders'] }],
  ['its table by another path', { words: ['sqlite:./shop.sqlite'], tables: ['orders'] }],
  ['a query of it', { queries: ['SELECT a, b FROM orders'] }],
  ['a query that joins it', { queries: ['SELECT a\nFROM x JOIN main."Orders" USING (a)'] }],
])('a table is not replaced by a command that reads %s', (_, read) => {
  const refused = () => requireOtherTable(written, { ...nothing, ...read })
  expect(refused).toThrow("--into: must be a table that the command does not read, got 'orders'")
  try {
    refused()
  } catch (error) {
    expect(isBadInput(error)).toBe(true)
  }
})

test.each([
  ['another table', { tables: ['customers'], queries: ['SELECT a, b FROM orders_of_2025'] }],
  ['a column of its name', { queries: ['SELECT orders FROM customers'] }],
  ['the same table of another database', { words: ['sqlite:other.sqlite'], tables: ['orders'] }],
])('it is by one that reads %s', (_, read) => {
  requireOtherTable(written, { ...nothing, ...read })
})
