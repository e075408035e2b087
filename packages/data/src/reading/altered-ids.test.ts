import { expect, it } from 'vitest'
import { readInteractions } from '../index'

const read = (items: readonly string[], missing?: 'keep' | 'skip') =>
  readInteractions(new Blob([`user,item\n${items.map((item, row) => `u${row},${item}\n`).join('')}`]), {
    missing,
  })

it('refuses integers that a spreadsheet has rounded, also one alone with many zeros', async () => {
  await expect(read(['1234567890123450', '12345678901234500', '22345678901234500', '7'])).rejects.toThrow(
    "interactions: expected item ids as they were written, got '1234567890123450', as all 3 of such length end in zeros, rounded to 15 digits by a spreadsheet: export the column as text, or keep these as ids: choose with missing 'keep'",
  )
  await expect(read(['1234567890123450000'], 'skip')).rejects.toThrow("got '1234567890123450000', rounded")
})

it.each([
  [['12345678901234560', '12345678901234561', '22345678901234500']],
  [['12345678901234560', '22345678901234560']],
  [['7000000000000', '9000000000000', '1000000000000']],
  [['a12345678901234560', 'b12345678901234560', 'c12345678901234560']],
])('reads the integers %s', async (items) => {
  expect((await read(items)).itemIds).toEqual(items)
})

it.each([['1-Mar'], ['Mar-01'], ['01-Mar'], ['01. Mrz'], ['Mrz 01']])(
  'refuses %s among other ids',
  async (day) => {
    await expect(read(['A-7', day, 'A-9'])).rejects.toThrow(
      `got '${day}', days that a spreadsheet made of them: export the column as text`,
    )
    expect((await read(['A-7', day], 'keep')).itemIds).toEqual(['A-7', day])
  },
)

it('reads ids in capitals that are like days', async () => {
  expect((await read(['MAR-01', 'JUN-02', 'A-7', 'Mar-x', '41-March'])).itemCount).toBe(5)
})

it('offers to keep numbers in full, as NumPy writes them', async () => {
  const ids = ['4.000000000000000000e+01', '3.000000000000000000e+00']
  await expect(read(ids)).rejects.toThrow(
    "item id, got '4.000000000000000000e+01', a number as NumPy's savetxt writes it: write it with fmt='%d', or keep it as it is: choose with missing 'keep'",
  )
  expect((await read(ids, 'keep')).itemIds).toEqual(ids)
})

it('asks about ids with a lost character, which may be those of several people', async () => {
  await expect(read(['Miller', 'M\ufffdller'])).rejects.toMatchObject({
    message:
      "interactions:3: expected an item id, got 'M\ufffdller', an id with a lost character (U+FFFD): export it in UTF-8, or keep it as it is: choose with missing 'keep'",
    options: ["missing 'keep'"],
  })
  expect((await read(['M\ufffdller'], 'keep')).itemIds).toEqual(['M\ufffdller'])
  const lists = new Blob(['ann tea\nbob M\ufffdller rum\n'])
  await expect(readInteractions(lists, { format: 'adjacency' })).rejects.toMatchObject({
    message: expect.stringContaining(
      "interactions:2: expected an item id, got 'M\ufffdller', an id with a lost character",
    ),
    options: ["missing 'keep'"],
  })
})

it.each(['skip', undefined] as const)(
  'offers to keep ids with a mark of direction at their ends, as all of a file may have, with missing %s',
  async (missing) => {
    const ids = ['שלום37\u200f', 'שלום32\u200f']
    await expect(read(ids, missing)).rejects.toMatchObject({
      message: `interactions:2: expected an item id, got '${ids[0]}', an id with an invisible character at its end: export it without, or keep it as it is: choose with missing 'keep'`,
      options: ["missing 'keep'"],
    })
    expect((await read(ids, 'keep')).itemIds).toEqual(ids)
    await expect(read([...ids, 'שלום37'], 'keep')).resolves.toMatchObject({ itemCount: 3 })
  },
)
