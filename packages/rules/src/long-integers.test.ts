import { tableFrom } from '@hvamp/data'
import { expect, it } from 'vitest'
import { itemTable, parseCondition, rowsWhere } from './index'

const rows = ['900719925474099303', '900719925474099304'].map((brand, id) => ({ id, brand, price: id }))
const table = itemTable(tableFrom(rows, { name: 'items' }))
const held = (text: string) => Array.from(rowsWhere(table, parseCondition(text), 'where'))

it('finds the rows of a long id alone, in quotes or not', () => {
  expect(held('brand = 900719925474099303')).toEqual([1, 0])
  expect(held("brand in (900719925474099304, 'x')")).toEqual([0, 1])
  expect(held("brand = '900719925474099303'")).toEqual([1, 0])
})

it('refuses a long integer that numbers would round, as it was written, and takes it for a bound', () => {
  expect(() => held('price = 900719925474099303')).toThrow(
    "where: must be a number, as 'price' of items is, got '900719925474099303', an integer of more than 53 bits, which a number rounds",
  )
  expect(held('price < 99999999999999999999')).toEqual([1, 1])
})
