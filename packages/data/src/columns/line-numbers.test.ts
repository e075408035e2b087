import { expect, it } from 'vitest'
import { readInteractions } from '../index'
import { areLineNumbers } from './line-numbers'

/** 60 orders of one to four items, two by each of 30 customers. */
const lines = Array.from({ length: 60 }, (_, order) =>
  Array.from({ length: 1 + (order % 4) }, (_, line) => ({
    order: `${4000 + order}`,
    line,
    customer: `C${order % 30}`,
    material: `M-${(order * 7 + line * 11) % 50}`,
  })),
).flat()
const read = (
  header: string,
  of: (line: (typeof lines)[number]) => readonly (string | number)[],
  columns = {},
) =>
  readInteractions(new Blob([`${header}\n${lines.map((line) => of(line).join(',')).join('\n')}\n`]), {
    name: 'vbap.csv',
    columns,
  })

it('numbers of the lines of orders are no items: the column of these is asked about', async () => {
  const sap = 'Document,Item,Customer,Material'
  const of = ({ order, line, customer, material }: (typeof lines)[number]) => [
    ...[order, String(10 * (line + 1)).padStart(6, '0')],
    ...[customer, material],
  ]
  const question = "vbap.csv:1: expected ids of items, got 4 numbers of lines as 'Item', which begin anew"
  await expect(read(sap, of)).rejects.toMatchObject({
    message: `${question} again and again, beside 'Material' with 50: choose with columns.item ('Material')`,
    likely: { 'columns.item': 'Material' },
  })
  await expect(read(sap.replace('Document', 'Invoice no'), of)).rejects.toThrow(
    `${question} in each 'Invoice no', beside 'Material' with 50: choose with columns.item ('Material')`,
  )
  await expect(read('Invoice no,Item,Customer,Text', of)).rejects.toThrow(
    `${question} in each 'Invoice no': choose with columns.item`,
  )
  await expect(read('Document,Item,Customer,Part', of)).rejects.toThrow(
    `${question} in each 'Document': choose with columns.item`,
  )
  expect((await read(sap, of, { item: 'Material' })).itemCount).toBe(50)
  expect((await read(sap, of, { item: 'Item' })).itemCount).toBe(4)
})

it('are told by where they begin and how they go on', () => {
  const orders = lines.map(({ order }) => order)
  const numbers = (of: (line: number) => number) => lines.map(({ line }) => String(of(line)))
  for (const of of [(line: number) => line, (line: number) => line + 1, (line: number) => 10 * line + 10]) {
    expect(areLineNumbers(numbers(of), orders)).toBe(true)
    expect(areLineNumbers(numbers(of))).toBe(true)
    expect(areLineNumbers(numbers(of).reverse(), orders.toReversed())).toBe(true)
  }
  const few = lines.map((_, row) => String((row * 7) % 12))
  expect(areLineNumbers(few, orders)).toBe(false)
  expect(areLineNumbers(few)).toBe(false)
  expect(
    areLineNumbers(
      numbers(() => 3),
      orders,
    ),
  ).toBe(false)
  expect(areLineNumbers(numbers((line) => line).map((cell) => `I${cell}`))).toBe(false)
})

it('of sessions in which items differ, numbers are read as they are, beside a column of any name', async () => {
  const rows = Array.from(
    { length: 400 },
    (_, row) => `${Math.floor(row / 20)},${(row * 7) % 30},${Math.floor(row / 4)}`,
  )
  const file = new Blob([`user,item,visit of\n${rows.join('\n')}\n`])
  expect((await readInteractions(file, { name: 'visits.csv' })).itemCount).toBe(30)
})

it('of users who each have the same items in order, these are read as they are', async () => {
  const rows = Array.from({ length: 400 }, (_, row) => `${Math.floor(row / 20)},${row % 20},Film ${row % 20}`)
  const file = new Blob([`user,item,title\n${rows.join('\n')}\n`])
  expect((await readInteractions(file, { name: 'dense.csv' })).itemCount).toBe(20)
})
