import { describe, expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, readInteractions, readTable } from '../index'

async function read(text: string, options: ReadingOptions = {}) {
  let reading: Reading | undefined
  const interactions = await readInteractions(new Blob([text]), {
    name: 'file',
    onReading: (found) => {
      reading = found
    },
    ...options,
  })
  const rows = Array.from(entriesOf(interactions), ({ user, item }) => `${user}-${item}`)
  return { rows, skipped: reading!.skipped }
}

const four = ['1-7', '1-8', '2-7', '2-9']

describe('rows of delimiters alone are passed over and counted', () => {
  it.each([
    ['at the end', 'user;item;rating\n1;7;4\n1;8;3\n2;7;5\n2;9;4\n;;\n;;\n;;\n', 3, 6],
    ['in the middle', 'user;item;rating\n1;7;4\n;;\n1;8;3\n2;7;5\n ; ;\n2;9;4\n', 2, 3],
    ['below the header', 'user,item,rating\n,,\n1,7,4\n1,8,3\n2,7,5\n2,9,4\n', 1, 2],
    ['above the header', ',,\n,,\nuser,item,rating\n1,7,4\n1,8,3\n2,7,5\n2,9,4\n', 2, 1],
    ['in quotes', 'user,item,rating\n1,"7",4\n1,8,3\n2,7,5\n2,9,4\n"","",""\n', 1, 6],
    ['below quotes', 'user,item,rating\n1,"7",4\n1,8,3\n2,7,5\n2,9,4\n,,\n', 1, 6],
    ['of another length', 'user,item,rating\n1,7,4\n1,8,3\n2,7,5\n2,9,4\n,,,,,\n,\n', 2, 6],
    ['without a header', '1,7\n1,8\n,\n2,7\n2,9\n,\n', 2, 3],
    ['with open ends', 'user,item,rating\n1,7,4,\n1,8,3,\n2,7,5,\n2,9,4,\n,,,\n', 1, 6],
    ['of Windows', 'user;item;rating\r\n1;7;4\r\n1;8;3\r\n2;7;5\r\n2;9;4\r\n;;\r\n', 1, 6],
    ['below comments', '# mine\n,,\nuser,item,rating\n1,7,4\n1,8,3\n2,7,5\n2,9,4\n', 1, 2],
  ])('%s', async (_, text, rows, first) => {
    const found = await read(text)
    expect(found.rows).toEqual(four)
    const comments = text.startsWith('#') ? [{ reason: 'comment', rows: 1, first: 1 }] : []
    expect(found.skipped).toEqual([...comments, { reason: 'empty', rows, first }])
    for (const missing of ['skip', 'keep'] as const) {
      expect((await read(text, { missing })).skipped).toEqual(found.skipped)
    }
  })

  it('of tabs, which are blank lines', async () => {
    expect(await read('user\titem\n1\t7\n1\t8\n\t\n2\t7\n2\t9\n\t\n')).toEqual({ rows: four, skipped: [] })
  })

  it('in thousands below a table that ends with totals', async () => {
    const text = `user;item\n${four.map((row) => row.replace('-', ';')).join('\n')}\nTotal;4\n${';\n'.repeat(5000)}`
    await expect(read(text)).rejects.toThrow("file:6: expected an entry, got a row of totals, 'Total'")
  })
})

it('a row with a value beside an empty user is still asked about', async () => {
  await expect(read('user;item;rating\n1;7;4\n;;3\n2;7;5\n')).rejects.toMatchObject({
    options: ['missing'],
  })
})

it('empty rows are no rows of an order above them', async () => {
  const rows = Array.from({ length: 8 }, (_, order) => `${order},u${order},${order}\n,,\n,,\n`).join('')
  expect((await read(`order,user,item\n${rows}`)).rows).toHaveLength(8)
  const merged = Array.from(
    { length: 8 },
    (_, order) => `${order},u${order},1\n${order},,2\n${order},,3\n`,
  ).join('')
  await expect(read(`order,user,item\n${merged},,\n,,\n`)).rejects.toThrow(
    /^file:3: expected a user in each row/,
  )
})

it('a file of empty rows alone is refused', async () => {
  await expect(read(',,\n,,\n')).rejects.toThrow(
    'file: expected interactions, got only empty rows in its first 2 lines',
  )
  await expect(read('user,item\n,\n')).rejects.toThrow(
    'file:3: expected an interaction, got the end of the file',
  )
})

it('item tables have none', async () => {
  const table = await readTable(new Blob(['id;title\n1;Tea\n;\n2;Rum\n;\n;;;\n']))
  expect(table.rowCount).toBe(2)
})
