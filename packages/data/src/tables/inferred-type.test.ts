import { expect, it } from 'vitest'
import { readTable } from '../index'

const typeOf = async (cells: readonly string[]) => {
  const table = await readTable(new Blob([`id,n\n${cells.map((cell, row) => `${row},${cell}\n`).join('')}`]))
  return table.column('n').type
}

it.each([
  [['900719925474099303', '900719925474099304']],
  [['1', '-9007199254740993']],
  [['9007199254740992', '2.5']],
])('takes integers that a number would round for texts, as in %j', async (cells) => {
  expect(await typeOf(cells)).toBe('text')
})

it.each([[['9007199254740991', '-9007199254740991']], [['1e300', '5']], [['0.12345678901234567890', '3']]])(
  'takes other numbers for numbers, as in %j',
  async (cells) => {
    expect(await typeOf(cells)).toBe('number')
  },
)

it('reads long integers as numbers where that is asked for, as for a comparison by size', async () => {
  const table = await readTable(new Blob(['id,at\n1,1714521600000000001\n']))
  expect(table.column('at', 'number')).toEqual({
    type: 'number',
    values: Float64Array.of(1714521600000000000),
  })
})

it.each(['2024/01/31', '2024.01.31', '2024/01/31 9:05', '2024-01-31t10:00:00z'])(
  'takes days with the year first for dates, as %s',
  async (day) => {
    expect(await typeOf([day, '2024-02-05'])).toBe('date')
  },
)

it.each(['2024.1.31', '1.2.3', '2024.01', '2024/01', '4011-1-31', '2024/13/01', '2024.01.31.5'])(
  'takes %s, which may be a version, a month or a code, for no date',
  async (text) => {
    expect(await typeOf([text, '2024-02-05'])).toBe('text')
  },
)
