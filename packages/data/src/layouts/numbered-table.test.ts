import { describe, expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, readInteractions, readRows } from '../index'

async function read(lines: readonly string[], options: ReadingOptions = {}) {
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  const source = new Blob([`${lines.join('\n')}\n`])
  const interactions = await readInteractions(source, { name: 'file', ...options, onReading })
  const rows = Array.from(entriesOf(interactions), ({ user, item, value }) => `${user}-${item}-${value}`)
  return { rows: rows.sort(), reading: reading! }
}

const rated = ['5,7,4', '5,8,3', '6,7,5', '0,1,2', '6,9,2']
const read5 = ['0-1-2', '5-7-4', '5-8-3', '6-7-5', '6-9-2']
const asked = { code: 'HVAMP_UNDECIDED', options: ['header'] }

describe('a header that numbers the columns, as pandas writes it', () => {
  it('is asked about where it may be a row', async () => {
    const lines = ['0,1,2', ...rated.filter((row) => row !== '0,1,2')]
    await expect(read(lines)).rejects.toThrow(
      "file:1: expected a first line that is surely a header, or none, got '0,1,2', which may number the columns, as pandas does, or be a row: choose with header",
    )
    for (const delimiter of ['\t', ';', ' ']) {
      await expect(read(lines.map((line) => line.replaceAll(',', delimiter)))).rejects.toMatchObject(asked)
    }
    await expect(read(lines, { columns: { user: 0, item: 1 } })).rejects.toMatchObject(asked)
    await expect(read(['0,1', '5,7', '5,8', '6,7'])).rejects.toMatchObject(asked)
    const without = await read(lines, { header: true })
    expect(without.rows).toEqual(read5.slice(1))
    expect(without.reading).toMatchObject({ header: true, columns: { user: '0', item: '1', rating: '2' } })
    expect((await read(lines, { header: false })).rows).toEqual(read5)
    expect((await read(lines, { header: true, columns: { user: 1, item: 0 } })).rows).toHaveLength(4)
  })

  it('leaves an equal row below it an entry, and reads further files in the same way', async () => {
    const { rows, reading } = await read(['0,1,2', ...rated], { header: true })
    expect(rows).toEqual(read5)
    expect((await read(['0,1,2', ...rated], reading.options)).rows).toEqual(read5)
    expect((await read(['0,1,2', '"5",7,4', ...rated], reading.options)).rows).toEqual(read5)
  })

  it.each([
    ['with an index', [',0,1,2', ...rated.map((row, i) => `${i},${row}`)]],
    ['with an index in any order', [',0,1,2', ...rated.map((row, i) => `${(3 * i + 4) % 7},${row}`)]],
    ['above decimals', ['0,1,2', ...rated.map((row) => `${row}.0`)]],
  ])('is none of the rows: %s', async (_, lines) => {
    const { rows, reading } = await read(lines)
    expect(rows).toEqual(read5)
    expect(reading).toMatchObject({ header: true, columns: { user: '0', item: '1', rating: '2' } })
    expect((await read(lines, reading.options)).rows).toEqual(read5)
  })

  it('is none of the rows above times, and above ids that are no numbers', async () => {
    const timed = ['0,1,2,3', ...rated.map((row, i) => `${row},${978300000 + i}`)]
    expect((await read(timed, { timestamps: true })).rows).toEqual(read5)
    const named = ['0,1', 'ann,tea', 'bob,tea']
    expect((await read(named, { columns: { user: 0, item: 1 } })).rows).toHaveLength(2)
    await expect(read(named)).rejects.toMatchObject({ options: ['columns', 'header', 'format'] })
  })

  it.each([
    ['lists of items', ['0 1 2 3', '1 4', '2 4 5 6']],
    ['another order of numbers', ['1,0,2', ...rated]],
    ['a later user', ['0,2,4', ...rated]],
  ])('is not seen in %s', async (_, lines) => {
    const { reading } = await read(lines)
    expect(reading.header ?? false).toBe(false)
    expect(reading.rows).toBeGreaterThan(5)
  })
})

describe('a first line without digits above columns chosen by number', () => {
  const lines = ['kto,ware', 'A1,B2', 'A3,B4', 'A1,B4']
  const columns = { user: 0, item: 1 }

  it('is asked about where all rows below have some', async () => {
    await expect(read(lines, { columns })).rejects.toThrow(
      "file:1: expected a first line that is surely a header, or none, got 'kto', 'ware', without digits, which all rows below have: choose with header",
    )
    expect((await read(lines, { columns, header: true })).rows).toHaveLength(3)
    expect((await read(lines, { columns, header: false })).rows).toHaveLength(4)
  })

  it('is a row where others have none', async () => {
    expect((await read([...lines, 'anna,B2'], { columns })).rows).toHaveLength(5)
    expect((await read(['anna,B1', 'A1,B2', 'A3,B4'], { columns })).rows).toHaveLength(3)
  })
})

describe('a number that is the name of another column, too', () => {
  const lines = ['x,y,1', '5,7,4', '5,8,3', '6,7,5']

  it('is refused with both of them, and with options by which it is a place', async () => {
    await expect(read(lines, { columns: { user: 0, item: 1 }, header: true })).rejects.toMatchObject({
      question:
        "file:1: expected one column as item, got column number 1 (from 0), 'y', and number 2, which is called '1'",
      together: ['skipLines', 'header: false', 'columns.user', 'columns.item'],
      likely: { skipLines: 1, 'columns.user': 0, 'columns.item': 1 },
    })
    for (const role of ['user', 'item', 'rating', 'timestamp'] as const) {
      const columns = { user: 'x', item: 'y', [role]: 1 }
      await expect(read(lines, { columns })).rejects.toThrow(`file:1: expected one column as ${role}, got `)
    }
    const placed = await read(lines, {
      skipLines: 1,
      header: false,
      columns: { user: 0, item: 1, rating: 2 },
    })
    expect(placed.rows).toHaveLength(3)
    expect((await read(lines, { columns: { user: 'x', item: 'y', rating: '1' } })).rows).toEqual(placed.rows)
  })

  it('is a place where its column has that name, or no header is there, and a name where there is no such place', async () => {
    expect((await read(['x,1,y', '5,7,4'], { columns: { user: 'x', item: 1 } })).rows).toEqual([
      '5-7-undefined',
    ])
    expect(
      (await read(['1,5,2', '6,5,1'], { header: false, columns: { user: 1, item: 2 } })).rows,
    ).toHaveLength(2)
    expect(
      (await read(['x,y,2024', '5,7,4'], { columns: { user: 'x', item: 'y', rating: 2024 } })).rows,
    ).toEqual(['5-7-4'])
  })

  it('is refused in rows with types, too', async () => {
    const columns = ['x', 'y', '1']
    async function* batches() {
      yield [[5, 7, 4]]
    }
    await expect(readRows({ columns, batches }, { columns: { user: 'x', item: 1 } })).rejects.toMatchObject({
      options: ['columns.item'],
    })
  })
})

it.each([
  ['the time', { timestamp: 3 }],
  ['the rating', { rating: 2 }],
  ['both', { rating: 2, timestamp: 3 }],
])(
  '%s alone chosen by its number leaves a first line of numbers a row, whatever is in it',
  async (_, columns) => {
    const lines = ['0 0 3 983604065', '0 1 4 983604165', '1 0 5 983604265', '1 2 2 983604365']
    const { rows, reading } = await read(lines, { columns, timestamps: true })
    expect(rows).toEqual(['0-0-3', '0-1-4', '1-0-5', '1-2-2'])
    expect(reading).toMatchObject({ header: false, columns: { user: 0, item: 1, timestamp: 3 } })
  },
)
