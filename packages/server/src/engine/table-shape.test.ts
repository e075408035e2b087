import { tableFrom } from '@hvamp/data'
import { itemTable } from '@hvamp/rules'
import { expect, test } from 'vitest'
import { misfit, shapeOf } from './table-shape'

type Row = Readonly<Record<string, unknown>>

const rows: readonly Row[] = Array.from({ length: 10 }, (_, i) => ({
  ...{ id: String(i), price: i, title: `Tea ${i}`, sale: null, tags: ['hot', 'green'] },
}))
const shape = (of: readonly Row[]) => shapeOf(itemTable(tableFrom(of, { name: 'products.csv' })))
const without = (column: string) => rows.map(({ [column]: _, ...rest }) => rest)

test.each<[string, readonly Row[]]>([
  ['as many rows of other values', rows.map((row) => ({ ...row, price: 1 }))],
  ['half of the rows', rows.slice(0, 5)],
  ['a further column', rows.map((row) => ({ ...row, brand: 'acme' }))],
  ['values in a column that had none', rows.map((row) => ({ ...row, sale: 5 }))],
])('a table with %s fits', (_, now) => {
  expect(misfit(shape(rows), shape(now))).toBeUndefined()
})

test.each<[string, unknown]>([
  ['a number', 5],
  ['a date', '2026-05-04'],
  ['a text', 'half price'],
  ['a list', ['red']],
  ['a boolean', true],
])('a column of which few rows had %s may be empty, as a sale ends', (_, value) => {
  const onSale = rows.map((row, i) => (i < 4 ? { ...row, sale: value } : row))
  expect(misfit(shape(onSale), shape(rows))).toBeUndefined()
})

test.each<[string, readonly Row[], string]>([
  ['without a column', without('price'), "must have the column 'price', as the table before had, got none"],
  [
    'with text where numbers were',
    rows.map((row) => ({ ...row, price: 'out' })),
    "column 'price' must be number, as in the table before, got text",
  ],
  [
    'with nothing where numbers were',
    rows.map((row) => ({ ...row, price: null })),
    "column 'price' must be number, as in the table before, got empty",
  ],
  ['of fewer rows than half', rows.slice(0, 4), 'must have at least half of the 10 rows before, got 4'],
])('a table %s does not', (_, now, message) => {
  expect(misfit(shape(rows), shape(now))?.message).toBe(`products.csv: ${message}`)
})
