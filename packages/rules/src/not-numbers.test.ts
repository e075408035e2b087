import { readTable } from '@hvamp/data'
import { expect, it } from 'vitest'
import { notNumbers } from './not-numbers'

it.each([
  [
    '4\nN/A\n5\n',
    "text, such as 'N/A': leave the cells without a number empty, or choose types: { price: 'number-or-missing' } of itemTable (of the command: --table-type price=number-or-missing)",
  ],
  ['20%\n5%\n', "text, such as '20%': write the number alone"],
  [
    '"4,50 €"\n"9,00 €"\n',
    "text, such as '4,50 €': amounts with a currency, read it by types: { price: 'number' } of itemTable (of the command: --table-type price=number)",
  ],
  [
    '$4\n',
    "text, such as '$4': amounts with a currency, read it by types: { price: 'number' } of itemTable (of the command: --table-type price=number)",
  ],
  ['01/31/2020\n', "text, such as '01/31/2020': write dates as 2026-12-31"],
  [
    '007\n008\n',
    "text, such as '007': numbers as texts, read it by types: { price: 'number' } of itemTable (of the command: --table-type price=number)",
  ],
  [
    "1'249.00\n89.50\n7\n",
    "text, such as '1'249.00': apostrophes of thousands, read it by types: { price: 'number' } of itemTable (of the command: --table-type price=number)",
  ],
  ['4\n(6)\n5\n', "text, such as '(6)': write a number below zero with its sign first, as -6"],
  ['4\n49,-\n5\n', "text, such as '49,-': write 49,- as 49"],
  ['shoes\nhats\n', "text, such as 'shoes'"],
  ['true\nfalse\n', 'boolean'],
])('says what a column of %j has that is no number', async (cells, said) => {
  const table = await readTable(new Blob([`price\n${cells}`]), { delimiter: ';' })
  expect(notNumbers(table.column('price'), 'price')).toBe(said)
})

it.each([
  ['4,50', "text, such as '4,50': a decimal comma"],
  ['1,200', "text, such as '1,200': a comma of decimals or of thousands"],
  ['1,618.88', "text, such as '1,618.88': commas of thousands"],
  ['1,618,000', "text, such as '1,618,000': commas of thousands"],
  [
    '4.50',
    "text, such as '4.50': numbers as texts, read it by types: { price: 'number' } of itemTable (of the command: --table-type price=number)",
  ],
])('says it of the text %j in JSON', async (price, said) => {
  const table = await readTable(new Blob([JSON.stringify({ price })]))
  expect(notNumbers(table.column('price'), 'price')).toBe(said)
})
