import { expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, readInteractions } from '../index'

async function read(lines: readonly string[], options: ReadingOptions = {}) {
  async function* source() {
    yield new TextEncoder().encode(`${lines.join('\n')}\n`)
  }
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  const interactions = await readInteractions(source(), { name: 'file', ...options, onReading })
  return { reading: reading!, entries: Array.from(entriesOf(interactions)) }
}

it('a tab in every line separates the fields, so that a word in a cell is no header of a table with spaces', async () => {
  const plays = [
    ['user_01', 'band-9', 'artist 9', '120'],
    ['user_01', 'band-37', 'artist 37', '120'],
    ['user_02', 'band-9', 'artist 9', '30'],
  ].map((cells) => cells.join('\t'))
  await expect(read(plays)).rejects.toThrow(/file:1: .*a header/)
  const { reading, entries } = await read(plays, { columns: { user: 0, item: 1, rating: 3 } })
  expect(reading).toMatchObject({ delimiter: '\t', header: false })
  expect(entries.map(({ user, item, value }) => [user, item, value])).toEqual([
    ['user_01', 'band-9', 120],
    ['user_01', 'band-37', 120],
    ['user_02', 'band-9', 30],
  ])
})

it('a column of times chosen by number leaves the others to be found, in a table without header', async () => {
  const rated = ['7\t31\t2.5\t881250949', '3\t1029\t3\t891717742', '7\t8\t5\t878887116']
  const chosen = await read(rated, { columns: { timestamp: 3 }, timestamps: true })
  expect(chosen.entries).toEqual((await read(rated, { timestamps: true })).entries)
  await expect(read(rated, { columns: { timestamp: 7 }, timestamps: true })).rejects.toThrow(
    'column number 7 (from 0) as timestamp',
  )
  await expect(read(rated, { columns: { timestamp: 'when' }, timestamps: true })).rejects.toThrow(
    "a column 'when' as timestamp",
  )
})

it.each([',', ';', '|', '\t'])(
  'names of a header may have spaces, where %j divides it and the rows alike',
  async (mark) => {
    const orders = [
      ['Order Number', 'Order Date', 'Customer User ID', 'Item Name', 'SKU'],
      ['7', '03.01.2024 10:41', '650', '"Tea, green"', 'T1'],
      ['8', '03.01.2024 11:00', '651', 'Black tea', 'T2'],
    ].map((cells) => cells.join(mark))
    const columns = { user: 'Customer User ID' }
    const { reading, entries } = await read(orders, { columns })
    expect(reading).toMatchObject({ delimiter: mark, columns: { user: 'Customer User ID', item: 'SKU' } })
    expect(entries.map(({ user, item }) => [user, item])).toEqual([
      ['650', 'T1'],
      ['651', 'T2'],
    ])
    const nobody = orders.map((line) => line.replace('Customer User ID', 'User of ours'))
    await expect(read(nobody)).rejects.toThrow("'Order Date', 'User of ours', 'Item Name'")
  },
)

it('spaces separate the names of a header without marks, and never those of a CSV', async () => {
  const rated = ['user item rating', '1 2 4,5', '1 3 3,5', '2 3 1,0']
  const { reading } = await read(rated)
  expect(reading).toMatchObject({ delimiter: ' ', decimal: 'comma' })
  await expect(read(rated, { format: 'csv' })).rejects.toThrow("got columns 'user item rating'")
  const doubtful = ['1 2 3', '4 5 6']
  await expect(read(doubtful)).rejects.toThrow('choose with columns, header or format')
  expect((await read(doubtful, { columns: { user: 0, item: 1 } })).reading.delimiter).toBe(' ')
})

it('words of a title that would be names of columns are no header of a table with spaces', async () => {
  for (const mark of [',', ';']) {
    const orders = ['order_id,customer_id,sku,qty', '1,7,TE-1,2', '2,8,TE-2,1', '3,8,TE-1,1'].map((line) =>
      line.replaceAll(',', mark),
    )
    for (const titles of [
      ['Sales by customer and item'],
      ['Orders per customer and product'],
      ['Export user item'],
      ['Sales by customer and item', 'ACME GmbH'],
    ]) {
      const lines = [...titles, ...orders]
      await expect(read(lines)).rejects.toMatchObject({
        message: expect.stringContaining(`above it, the first '${titles[0]}': choose with skipLines`),
        likely: { skipLines: titles.length },
      })
      const { reading } = await read(lines, { skipLines: titles.length })
      expect(reading).toMatchObject({ delimiter: mark, columns: { user: 'customer_id', item: 'sku' } })
    }
  }
})

it.each([',', ';', '|', '\t'])(
  'quotes behind a space are none of a name in a header, with %j',
  async (mark) => {
    const header = ['"user_id"', '"artistname"', '"trackname"', '"playlistname"'].join(`${mark} `)
    const rows = ['"u1","a","x","p"', '"u1","b","y","p"', '"u2","a","x","q"']
    const lines = [header, ...rows.map((row) => row.replaceAll(',', mark))]
    const { reading, entries } = await read(lines, { columns: { item: 'trackname' } })
    expect(reading).toMatchObject({
      columns: { user: 'user_id', item: 'trackname' },
      unread: ['artistname', 'playlistname'],
      rows: 3,
    })
    expect(entries.map(({ user, item }) => [user, item])).toEqual([
      ['u1', 'x'],
      ['u1', 'y'],
      ['u2', 'x'],
    ])
    expect((await read(lines, reading.options)).entries).toEqual(entries)
    await expect(
      read([header, ...lines.slice(1).map((line) => line.replaceAll(mark, `${mark} `))]),
    ).rejects.toThrow()
  },
)

it('takes no order for a header below a title because its list of items names products between spaces', async () => {
  const items = '1x Produkt 9 (KEK-9);1x Produkt 2 (TEE-2);3x Produkt 1 (KAF-1)'
  const rows = Array.from({ length: 12 }, (_, row) => `${row},kunde${row % 5}@mail.de,2025-01-04,${items}`)
  const text = `${['order_id,customer_email,date,line_items', ...rows].join('\n')}\n`
  await expect(readInteractions(new Blob([text]))).rejects.toThrow(/got columns 'order_id', .*columns\.item/)
})

it.each([',', ';', '|', '^', '~', '\u0001'])(
  'spaces are within fields where %j stands twice and more before the first of them, in a table without header',
  async (mark) => {
    const rows = (cells: (i: number) => readonly (string | number)[]) =>
      Array.from({ length: 60 }, (_, i) => cells(i).join(mark))
    const at = (i: number) => `2024-01-${10 + (i % 9)} 10:00:00 +0100`
    for (const lines of [
      rows((i) => [`u${i % 9}`, `i${i % 7}`, 'view', at(i)]),
      rows((i) => [`u${i % 9}`, `i${i % 7}`, '\\N', at(i)]),
      rows((i) => [`u${i % 9}`, `i${i % 7}`, `Book ${i % 2} ${i % 3}`]),
    ]) {
      const columns = { user: 0, item: 1 }
      await expect(read(lines)).rejects.toThrow(/'\S+' in each line|a third field that is not a rating/)
      const { entries } = await read(lines, { columns, delimiter: mark })
      expect(entries[0]).toMatchObject({ user: 'u0', item: 'i0' })
      await expect(read(lines, { columns, delimiter: ' ' })).resolves.toMatchObject({
        reading: { delimiter: ' ' },
      })
    }
  },
)

it('spaces separate fields of which one has a mark or two', async () => {
  for (const line of [
    (i: number) => `u${i % 9}~a i${i % 7}~b 4`,
    (i: number) => `u${i % 9} a,b,${i % 7} 4`,
    (i: number) => `"a,b,${i % 9}" i${i % 7} 4`,
    (i: number) => `samlp|acme|u${i % 50} i${i % 7} 4`,
    (i: number) => `us^a^${i % 9} i${i % 7} 4 160000000${i % 9}`,
    (i: number) => `us~a~${i % 9} i${i % 7} 4.5`,
  ]) {
    const { reading, entries } = await read(Array.from({ length: 60 }, (_, i) => line(i)))
    expect(reading).toMatchObject({ delimiter: ' ' })
    expect(entries).toHaveLength(60)
  }
})

it('asks about ids between apostrophes in all rows without a header, and keeps them by choice', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `'u${i % 6}','i${i % 7}',${(i % 5) + 1}`)
  const numbered = rows.map((row) => row.replace(/'u(\d)'/, '$1'))
  for (const lines of [rows, numbered, rows.map((row) => row.replaceAll(',', '::'))]) {
    for (const options of [{}, { columns: { user: 0, item: 1 } }, { header: false }]) {
      await expect(read(lines, options)).rejects.toMatchObject({
        message: expect.stringMatching(
          /^file:1: expected fields in double quotes, or in none, got ''[ui]0'', /,
        ),
        likely: { quoting: 'none' },
      })
      const kept = await read(lines, { ...options, quoting: 'none' })
      expect(kept.entries[0]).toMatchObject({ item: "'i0'" })
    }
  }
  const titles = Array.from({ length: 20 }, (_, i) => `u${i % 6},"“Film, part ${i % 7}”",1`)
  for (const options of [{}, { columns: { user: 0, item: 1 } }, { header: false }]) {
    expect((await read(titles, options)).entries[0]).toMatchObject({ item: '“Film, part 0”' })
    const kept = await read(rows, { ...options, quoting: 'double' })
    expect(kept.entries[0]).toMatchObject({ user: "'u0'", item: "'i0'" })
  }
  const one = await read(['1,"\'Til Tuesday\'",4', '1,7,3', '2,"\'Til Tuesday\'",4'])
  expect(one.entries.map(({ item }) => item)).toEqual(["'Til Tuesday'", '7', "'Til Tuesday'"])
})
