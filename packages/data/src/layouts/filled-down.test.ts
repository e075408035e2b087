import { expect, it } from 'vitest'
import { readInteractions } from '../index'

/** Orders as shops export them: what an order has once stands in its first line alone. */
const orders = Array.from({ length: 12 }, (_, order) =>
  Array.from({ length: 1 + (order % 3) }, (_, line) =>
    line === 0
      ? `#${order},c${order % 4}@shop.org,2024-01-${10 + order},SKU-${order},1`
      : `#${order},,,SKU-${order + line},1`,
  ),
).flat()
const header = 'Name,Email,Paid at,Lineitem sku,Lineitem quantity'
const read = (rows: readonly string[], options = {}) =>
  readInteractions(new Blob([`${[header, ...rows].join('\n')}\n`]), { name: 'export.csv', ...options })

it.each(['refuse', 'skip'] as const)(
  'refuses to %s rows that lack what the first row of an order has',
  async (missing) => {
    const byEmail = { user: 'Email' }
    await expect(read(orders, { columns: byEmail, missing })).rejects.toMatchObject({
      message:
        "export.csv:4: expected a user in each row, got none in 12 of the first 24, whose 'Name' is that of the row above: fill 'Email' down, or take a column that each row has: choose with columns.user",
      options: ['columns.user'],
    })
    const filled = orders.map((row) => row.replace(/^(#\d+),,/, '$1,c1@shop.org,'))
    const byTime = { ...byEmail, timestamp: 'Paid at' }
    await expect(read(filled, { columns: byTime, missing })).rejects.toThrow("fill 'Paid at' down")
    expect((await read(filled, { columns: byEmail, missing })).userCount).toBe(4)
  },
)

it.each(['refuse', 'skip'] as const)('refuses to %s ratings that an order has once', async (missing) => {
  const rated = orders.map((row, i) => {
    const [name, email, , sku] = row.split(',')
    return `${name},c${i % 4}@shop.org,${email === '' ? '' : i % 2},${sku},1`
  })
  const columns = { user: 'Email', rating: 'Paid at' }
  await expect(read(rated, { columns, missing })).rejects.toMatchObject({
    message: expect.stringContaining("whose 'Name' is that of the row above: fill 'Paid at' down"),
    options: ['columns.rating', 'ratings: false'],
  })
  expect((await read(rated, { columns: { user: 'Email' }, ratings: false })).items.length).toBe(24)
})

it.each(['refuse', 'skip'] as const)(
  'refuses to %s rows that lack the number of their order as well as the user',
  async (missing) => {
    const rows = orders.map((row) => row.replace(/^#\d+,,/, ',,'))
    await expect(read(rows, { columns: { user: 'Email' }, missing })).rejects.toThrow(
      "export.csv:4: expected a user in each row, got none in 12 of the first 24, which have no 'Name' either: fill 'Name' and 'Email' down",
    )
    await expect(read(rows, { columns: { user: 'Email' }, missing })).rejects.not.toHaveProperty('options')
  },
)

it('names the option that reads no ratings where these stand in the first row of an order alone, as its number does', async () => {
  const rows = Array.from({ length: 30 }, (_, row) => {
    const isFirst = row % 3 === 0
    return `${isFirst ? `#${100 + row}` : ''},u${row % 7},i${row % 5},${isFirst ? 4 : ''}`
  })
  const rated = new Blob([`${['Order ID,customer,sku,rating', ...rows].join('\n')}\n`])
  await expect(readInteractions(rated)).rejects.toMatchObject({
    message: expect.stringContaining("which have no 'Order ID' either: fill 'Order ID' and 'rating' down"),
    options: ['ratings: false'],
  })
})

it.each(['refuse', 'skip'] as const)('refuses to %s rows below merged cells of items', async (missing) => {
  const rows = Array.from(
    { length: 30 },
    (_, row) => `${row % 3 === 0 ? `CO-${100 + row}` : ''},u${row % 7},1`,
  )
  const merged = new Blob([`${['sku,user,qty', ...rows].join('\n')}\n`])
  await expect(readInteractions(merged, { missing })).rejects.toThrow(
    /expected an item in each row, .*fill 'sku' down/,
  )
})

it('skips pages without an item, among those of items', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, row) => `${row % 3 === 0 ? `i${(row * 7) % 11}` : ''},u${row % 7},1`,
  )
  const clicks = new Blob([`${['sku,user,qty', ...rows].join('\n')}\n`])
  expect((await readInteractions(clicks, { missing: 'skip' })).items.length).toBe(10)
})

it('skips the orders of guests, all of whose rows lack the user', async () => {
  const guests = orders.map((row) =>
    row.replace(/^(#\d*[02468]),[^,]*,/, '$1,,').replace(/^(#\d*[13579]),[^,]*,/, '$1,c1@shop.org,'),
  )
  const { items } = await read(guests, { columns: { user: 'Email' }, missing: 'skip' })
  expect(items.length).toBeGreaterThan(5)
  await expect(read(guests, { columns: { user: 'Email' } })).rejects.toThrow('an empty field')
})

/** Orders of one to three lines, of which every third is a guest's, and lacks the customer from its first line on. */
const withGuests = Array.from({ length: 60 }, (_, order) =>
  Array.from({ length: 1 + (order % 3) }, (_, line) => {
    const ofOrder = line === 0 ? `${order % 5 < 2 ? '' : `c${order % 7}@shop.org`},2024-01-10` : ','
    return `#${order},${ofOrder},SKU-${order + line},1`
  }),
).flat()

it.each(['refuse', 'skip'] as const)(
  'refuses to %s further products of an order where the first lines of guests lack the user, too',
  async (missing) => {
    await expect(read(withGuests, { columns: { user: 'Email' }, missing })).rejects.toThrow(
      "export.csv:4: expected a user in each row, got none in 60 of the first 120, whose 'Name' is that of the row above: fill 'Email' down within each 'Name', or take a column that each row has: choose with columns.user",
    )
    const unnumbered = withGuests.map((row) => row.replace(/^#\d+,,,/, ',,,'))
    await expect(read(unnumbered, { columns: { user: 'Email' }, missing })).rejects.toThrow(
      "got none in 60 of the first 120, which have no 'Name' either: fill 'Name' down, and 'Email' within each of them",
    )
    const sums = withGuests.filter((row) => !/,,,/.test(row)).flatMap((row) => [row, ',,,Zwischensumme,1'])
    await expect(read(sums, { columns: { user: 'Email' } })).rejects.toMatchObject({ options: ['missing'] })
  },
)

it('skips guests, whose orders alone have several lines', async () => {
  const single = withGuests.filter((row) => /,2024/.test(row) || /#\d*[05],/.test(row))
  const ofGuests = single.flatMap((row) => (/^#\d+,,2/.test(row) ? [row, row.replace('SKU', 'B')] : [row]))
  const kept = ofGuests.filter((row, i) => !/,,,/.test(row) || /^#\d+,,/.test(ofGuests[i - 1]!))
  const members = kept.filter((row) => !row.includes(',,'))
  const { items } = await read(kept, { columns: { user: 'Email' }, missing: 'skip' })
  expect(items.length).toBe(new Set(members.map((row) => row.split(',').slice(1, 4).join())).size)
})

it('asks about merged cells without a column of orders, and does not advise to skip their rows', async () => {
  const merged = Array.from({ length: 30 }, (_, row) => `${row % 5 === 0 ? `c${row}` : ''},i${row % 7}`)
  const file = (rows: readonly string[]) => new Blob([`customer,product\n${rows.join('\n')}\n`])
  await expect(readInteractions(file(merged), { name: 'export.csv' })).rejects.toMatchObject({
    message:
      "export.csv:3: expected a user in each row, got none in 24 of the first 30, and a new one in each other, as merged cells of a spreadsheet leave them: fill 'customer' down, or take a column that each row has: choose with columns.user",
    options: ['columns.user'],
  })
  await expect(readInteractions(file(merged), { missing: 'skip' })).rejects.toThrow("fill 'customer' down")
  const unsorted = merged.toReversed().slice(4)
  expect((await readInteractions(file(unsorted), { missing: 'skip' })).userCount).toBe(6)
  const guests = merged.map((row, i) => (i % 5 === 0 ? `c${i % 10},i${i}` : row))
  await expect(readInteractions(file(guests))).rejects.toMatchObject({ options: ['missing'] })
})

it.each(['Zwischensumme', 'Subtotal', 'Summe', ''])(
  'skips rows of sums within a table, with %o as item',
  async (label) => {
    const rows = Array.from({ length: 12 }, (_, order) => [
      `#${order},c${order % 4},,SKU-${order % 5},1`,
      `#${order},c${order % 4},,SKU-${(order + 1) % 5},1`,
      `,,,${label},2`,
    ]).flat()
    const columns = { user: 'Email' }
    await expect(read(rows, { columns })).rejects.toMatchObject({ options: ['missing'] })
    const { userCount, itemCount } = await read(rows, { columns, missing: 'skip' })
    expect([userCount, itemCount]).toEqual([4, 5])
  },
)
