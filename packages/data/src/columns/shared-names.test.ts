import { expect, it } from 'vitest'
import { readInteractions } from '../index'

/** Orders of 12 products in three sizes each, of which those of one product have one name. */
const cells = Array.from({ length: 120 }, (_, row) => {
  const product = (row * 5) % 12
  const variant = 3 * product + (Math.floor(row / 12) % 3)
  return {
    user: `u${row % 7}`,
    variant: `V-${variant}`,
    name: `Shirt ${product}`,
    price: `${9 + variant}.50`,
    order: `${row}`,
  }
})
const table = (header: string, ...names: readonly (keyof (typeof cells)[number])[]) =>
  new Blob([`${header}\n${cells.map((row) => names.map((name) => row[name]).join(',')).join('\n')}\n`])
const read = (file: Blob, columns = {}) => readInteractions(file, { name: 'orders.csv', columns })

it('asks where names of items stand for several ids each, whatever these are called', async () => {
  for (const header of ['Product', 'product_name', 'Artikel']) {
    const file = table(`customer,Serie X,${header}`, 'user', 'variant', 'name')
    await expect(read(file)).rejects.toMatchObject({
      message: `orders.csv:1: expected a name of its own for each item, got 12 of '${header}' for 36 of 'Serie X' in the first 120 rows: choose with columns.item ('Serie X')`,
      likely: { 'columns.item': 'Serie X' },
    })
    expect((await read(file, { item: header })).itemCount).toBe(12)
    expect((await read(file, { item: 'Serie X' })).itemCount).toBe(36)
  }
})

it('proposes ids of items before others, and none of users, devices, sessions or events', async () => {
  const events = cells.map(({ user, variant }, row) => ({
    ...{ amplitude_id: 1e6 + (row % 11), device_id: `d-${row % 5}`, user_id: user, app: 'shop' },
    event_properties: { product_id: variant },
  }))
  const asked = (rows: readonly object[]) =>
    read(new Blob([rows.map((row) => JSON.stringify(row)).join('\n')]))
  await expect(asked(events)).rejects.toMatchObject({
    message: expect.stringContaining("got 1 of 'app' for 36 of 'event_properties.product_id'"),
    likely: { 'columns.item': 'event_properties.product_id' },
  })
  const withoutProducts = events.map(({ event_properties: _, ...event }) => event)
  await expect(asked(withoutProducts)).rejects.toMatchObject({
    message: expect.stringMatching(/got 1 of 'app' for 11 of 'amplitude_id' .*: choose with columns\.item$/),
    likely: {},
  })
})

it('asks nothing beside ids, prices, numbers of rows or orders, and texts', async () => {
  const others = [
    table('customer,Serie X,product_id', 'user', 'variant', 'name'),
    table('customer,worth,product', 'user', 'price', 'name'),
    table('customer,nth,product', 'user', 'order', 'name'),
    table('customer,product,longer name', 'user', 'name', 'name'),
  ]
  for (const file of others) expect((await read(file)).itemCount).toBe(12)
})

it('does not take when an event was, or its number, for its item, though some events are there twice', async () => {
  const plays = cells.flatMap(({ user, name }, row) => {
    const at = new Date(Date.UTC(2025, 0, 1, 0, 7 * row, 3, row)).toISOString()
    const play = { user, episode: name, began: at, session: `s-${row * 7919}` }
    return row % 10 === 0 ? [play, play] : [play]
  })
  const lines = new Blob([plays.map((play) => JSON.stringify(play)).join('\n')])
  expect((await readInteractions(lines, { name: 'plays.jsonl' })).itemCount).toBe(12)
})

/** 20 customers, of whom four have each name, with three orders of two lines each. */
const bought = Array.from({ length: 120 }, (_, row) => {
  const order = Math.floor(row / 2)
  const customer = (order * 7) % 20
  return {
    order: `${500 + order}`,
    customer: `Ann B${'abcde'[customer % 5]}`,
    login: `ann${customer}`,
    number: `${customer}`,
    item: `i${(row * 5) % 13}`,
  }
})
const orders = (header: string, ...names: readonly (keyof (typeof bought)[number])[]) =>
  new Blob([`${header}\n${bought.map((row) => names.map((name) => row[name]).join(',')).join('\n')}\n`])

it('asks where names of users stand for several ids each, but not beside numbers of orders', async () => {
  for (const header of ['Order,Buyer,Buyer login,SKU', 'Vorgang,Kunde,Konto,Artikelnr']) {
    const file = orders(header, 'order', 'customer', 'login', 'item')
    const [, user, login] = header.split(',')
    await expect(read(file)).rejects.toMatchObject({
      message: `orders.csv:1: expected a name of its own for each user, got 5 of '${user}' for 20 of '${login}' in the first 120 rows: choose with columns.user ('${login}')`,
    })
    expect((await read(file, { user })).userCount).toBe(5)
    expect((await read(file, { user: login })).userCount).toBe(20)
  }
  await expect(read(orders('Customer,Customer card,SKU', 'customer', 'login', 'item'))).rejects.toThrow(
    'for each user',
  )
  for (const file of [
    orders('Order,Kunde,Artikelnr', 'order', 'customer', 'item'),
    orders('X,Kunde,Artikelnr', 'order', 'customer', 'item'),
    orders('Order,X,Kunde,Artikelnr', 'order', 'order', 'customer', 'item'),
  ])
    expect((await read(file)).userCount).toBe(5)
  expect((await read(orders('Kunde,Konto,Artikelnr', 'number', 'login', 'item'))).userCount).toBe(20)
})

it('asks where ids of users are few beside customers, as those of cashiers are, and where goods share a code', async () => {
  const cells = Array.from(
    { length: 120 },
    (_, row) =>
      `c${(row * 7) % 40},${row % 3},Name ${(row * 7) % 40},i${(row * 7) % 30},${(row * 7) % 30 < 9 ? '0000' : (row * 7) % 30}`,
  )
  const file = (header: string) => new Blob([`${header}\n${cells.join('\n')}\n`])
  await expect(read(file('customer,user_id,x,sku,y'))).rejects.toMatchObject({
    message:
      "orders.csv:1: expected one column as user, got 'user_id' with 3 and 'customer' with 40 in the first rows: choose with columns.user ('customer')",
  })
  expect((await read(file('customer,user_id,x,sku,y'), { user: 'user_id' })).userCount).toBe(3)
  expect((await read(file('reviewerID,z,reviewerName,asin,y'))).userCount).toBe(40)
  await expect(read(file('customer_id,z,x,Artikel,EAN'))).rejects.toThrow(
    "got 'EAN' with 22 and 'Artikel' with 30 in the first rows",
  )
})

it('looks for names of users also beside a column of orders or times that has none', async () => {
  const [header, ...rows] = (
    await orders('Order,Client Name,Client login,SKU', 'order', 'customer', 'login', 'item').text()
  )
    .trim()
    .split('\n')
  for (const [name, cell] of [
    ['Status TimeLine', 'Obsolete'],
    ['Delivery Time', ''],
    ['Seller Order Id', ''],
  ]) {
    const lines = [`${name},${header}`, ...rows.map((row) => `${cell},${row}`)]
    await expect(read(new Blob([`${lines.join('\n')}\n`]))).rejects.toThrow(
      "got 5 of 'Client Name' for 20 of 'Client login' in the first 120 rows",
    )
  }
})
