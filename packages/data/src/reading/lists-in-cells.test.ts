import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readInteractions, readRows } from '../index'
import { vocabulary } from '../interactions/vocabulary'
import { requireSingleIds } from './lists-in-cells'

const products = Array.from({ length: 12 }, (_, product) => `SKU-${product}`)
/** Orders of one to three products. */
const orders = Array.from({ length: 40 }, (_, order) =>
  [order, order * 5 + 1, order * 7 + 3].slice(0, 1 + (order % 3)).map((product) => products[product % 12]!),
)
const message = (name: string, separator: string) =>
  `${name}: expected one item in each row, got lists with '${separator}' in `

it.each([',', ';', '|', ' | '])('refuses cells with lists of products between %j', async (between) => {
  const cells = orders.map((order) => `"${order.join(between)}"`)
  const text = `customer_id,skus\n${cells.map((cell, order) => `${order % 9},${cell}\n`).join('')}`
  const options = { name: 'orders.csv', columns: { item: 'skus' } }
  await expect(readInteractions(new Blob([text]), options)).rejects.toMatchObject({
    message: expect.stringContaining(message('orders.csv', between.trim())),
    options: ["missing 'keep'"],
  })
  const kept = await readInteractions(new Blob([text]), { ...options, missing: 'keep' })
  expect(kept.itemIds).toContain(orders[1]!.join(between))
})

it.each([
  ['name:Cap|product_id:5|sku:C|quantity:1|total:9.00', 'name:Hat|product_id:6|sku:H|quantity:2|total:14'],
  ['name: Cap; sku: C; quantity: 1', 'name: Hat; sku: H; quantity: 2'],
  ["{'sku': 'C'}", "{'sku': 'H'}"],
  ['name:Cap, blue|sku:C|quantity:1', 'name:Hat; 40, 1 piece|sku:H|quantity:2'],
  ['Artikel: Hut „Bio“ 40, 1 Stück, Menge: 1', 'Artikel: Mütze 1, 100 g, Menge: 2'],
])('refuses named fields in one cell, such as %s', async (...cells) => {
  const text = `user,item\n1,"${cells[0]}"\n2,"${cells[1]}"\n`
  const found = readInteractions(new Blob([text]))
  await expect(found).rejects.toThrow(/expected the id of an item, got several fields in one cell, such as /)
})

it('reads ids with colons, and names with a word before one', async () => {
  const ids = ['spotify:track:1', 'urn:isbn:2', 'http://shop.de/a;b', 'Rome: A History, Part 2', 'a:1|2']
  const text = ids.map((id) => `1,"${id}"\n`).join('')
  expect((await readInteractions(new Blob([`user,item\n${text}`]))).itemIds).toEqual(ids)
})

const withFields = (cellOf: (product: number, quantity: number) => string) =>
  Array.from({ length: 40 }, (_, row) => cellOf(row % 10, row < 20 ? 1 : 2 + (row % 3))).map(
    (cell, row) => `${row % 7},"${cell}"\n`,
  )

it('refuses a product, its number and a quantity in one cell, without names of these fields', async () => {
  const rows = withFields((product, quantity) => `Tea ${product}, 100 g|SU-${product}|${quantity}`)
  await expect(readInteractions(new Blob([`user,item\n${rows.join('')}`]))).rejects.toMatchObject({
    message: expect.stringContaining("several fields in one cell, such as 'Tea 0, 100 g|SU-0|1'"),
    options: ["missing 'keep'"],
  })
})

it.each([
  ['numbers of sizes', (product: number, size: number) => `Shoe ${product}|SH-${product}|${40 + size}`],
  ['shelves of several floors', (product: number, floor: number) => `A${product % 3}|B${product}|${floor}`],
  ['titles with a colon', (product: number, part: number) => `Saga ${product}: I, Part ${part}: The End`],
])('reads ids with %s', async (_, cellOf) => {
  const text = `user,item\n${withFields(cellOf).join('')}`
  expect((await readInteractions(new Blob([text]))).itemCount).toBeGreaterThan(10)
})

it('refuses them in JSON and in rows of a database', async () => {
  const rows = orders.map((order, user) => ({ user: user % 9, item: order.join(',') }))
  const lines = rows.map((row) => `${JSON.stringify(row)}\n`)
  await expect(readInteractions(new Blob(lines), { name: 'orders.jsonl' })).rejects.toThrow(
    message('orders.jsonl', ','),
  )
  const source = {
    columns: ['user', 'item'],
    async *batches() {
      yield rows.map(({ user, item }) => [user, item])
    },
  }
  await expect(readRows(source, { name: 'query' })).rejects.toThrow(message('query', ','))
})

/** Requires that ids are single, in a column of users and in one of items. */
function requireSingle(ids: readonly string[]): void {
  const [full, none] = [{ ids: () => ids }, { ids: () => [] }]
  requireSingleIds({ users: full, items: none }, 'file')
  requireSingleIds({ users: none, items: full }, 'file')
}

it.each([',', ';', '|'])('refuses cells with lists of users between %j', async (between) => {
  const cells = orders.map(
    (order, product) => `p${product},"${order.join(between).replaceAll('SKU', 'AG')}"\n`,
  )
  const text = `product_id,user_id\n${cells.join('')}`
  await expect(readInteractions(new Blob([text]), { name: 'reviews.csv' })).rejects.toThrow(
    `reviews.csv: expected one user in each row, got lists with '${between}' in `,
  )
})

it.each([
  [' ', "' '"],
  ['/', "'/'"],
  [' + ', "'+'"],
  ['\n', 'line ends'],
  ['\t', 'tabs'],
  [' - ', "' - '"],
  ...['<br>', '<br/>', ' & ', ' and ', ' und ', ' · ', '~', '^', '#', '>', '、', '::'].map((between) => [
    between,
    `'${between.trim()}'`,
  ]),
] as [string, string][])('refuses lists of numbered items between %j', async (between, shown) => {
  const cells = orders.map((order, user) => `u${user},"${order.join(between)}"\n`)
  const text = `user_id,item_id\n${cells.join('')}`
  await expect(readInteractions(new Blob([text]), { name: 'clicks.csv' })).rejects.toThrow(
    `clicks.csv: expected one item in each row, got lists with ${shown} in `,
  )
})

it('refuses lists as programs print them', () => {
  expect(() => requireSingle(orders.map((order) => JSON.stringify(order)))).toThrow("lists with ','")
  expect(() => requireSingle(orders.map((order) => `['${order.join("', '")}']`))).toThrow("lists with ','")
})

const catalogue = fc.constantFrom(
  (product: number) => `${product}`,
  (product: number) => `B${String(product).padStart(6, '0')}`,
  (product: number) => `SKU-${product}`,
  (product: number) => product.toString(16).padStart(24, 'a'),
)

it('refuses lists of a catalogue so wide that hardly a product recurs', () => {
  const baskets = fc.array(
    fc.array(fc.integer({ min: 10_000, max: 10 ** 9 }), { minLength: 3, maxLength: 4 }),
    {
      minLength: 60,
      maxLength: 90,
    },
  )
  fc.assert(
    fc.property(
      baskets,
      catalogue,
      fc.constantFrom(',', ';', '|', '~', '^', '<br>', ' & '),
      (all, id, between) => {
        const cells = all.map((basket, row) =>
          basket
            .slice(0, 1 + (row % 4))
            .map(id)
            .join(between),
        )
        expect(() => requireSingle(cells)).toThrow('lists with ')
      },
    ),
  )
})

it.each(['-', '_', ':'])('refuses lists of integers between %j, which stands within ids', (between) => {
  const cells = Array.from({ length: 90 }, (_, order) =>
    [order * 7, order * 11 + 3, order * 13 + 5]
      .slice(0, 1 + (order % 3))
      .map((product) => 1000 + (product % 60))
      .join(between),
  )
  expect(() => requireSingle([...new Set(cells)])).toThrow(`lists with '${between}'`)
})

it('refuses them where entries go to a disk', () => {
  const onDisk = vocabulary()
  for (const order of orders) onDisk.indexOf(order.join(' '))
  expect(() => requireSingleIds({ users: vocabulary(), items: onDisk }, 'file')).toThrow("lists with ' '")
})

const words = ['Matrix', 'Godfather', 'Night', 'Star', 'The', 'Dark', 'Return', 'of', 'King', '2']

it.each([
  ['titles with a comma', (i: number) => `Tea No. ${i}, ${['small', 'large', 'green'][i % 3]}`],
  ['variants of a title', (i: number) => `Shirt ${i % 7}, ${['red', 'blue'][i % 2]}${i % 3 ? ', M' : ''}`],
  ['titles some of which stand alone', (i: number) => (i % 3 ? `Salt ${i % 9}` : `Salt ${i % 9}, fine ${i}`)],
  ['names of people', (i: number) => `Family ${i % 20}, Given ${i % 13}`],
  [
    'titles of films',
    (i: number) => `The ${words[i % 10]} ${i % 3 ? words[(i * 7) % 9] : ''} of ${words[(i * 3) % 7]}`,
  ],
  ['films and their number', (i: number) => `${words[i % 10]} ${words[(i * 3 + 1) % 7]}${i % 2 ? ' 2' : ''}`],
  [
    'names of products',
    (i: number) => `Tea ${['green', 'black', ''][i % 3]} ${['100g', '250g'][i % 2]} ${i % 7}`,
  ],
  ['numbers of telephones', (i: number) => `0${30 + (i % 5)} ${i * 7919}${i % 2 ? ` ${i % 10}` : ''}`],
  ['flats of a house', (i: number) => (i % 3 ? `${i % 12}/${(i * 7) % 12}` : `${i % 12}`)],
  ['pairs of numbers', (i: number) => `${i % 12}|${(i * 7) % 12}`],
  ['articles of a size', (i: number) => `${['TEE', 'MUG'][i % 2]}-${i}-${['S', 'XL'][i % 2]}`],
  ['articles some of which have a size', (i: number) => `TEE-${i}${i % 3 ? `-${10 + (i % 7)}` : ''}`],
  ['codes of several steps', (i: number) => [i % 9, i % 7, i % 5].slice(0, 1 + (i % 3)).join('.')],
  [
    'codes of steps with two digits',
    (i: number) => [10 + (i % 9), 10 + (i % 13), 10 + i].slice(0, 1 + (i % 3)).join('-'),
  ],
  ['days', (i: number) => `2024-0${1 + (i % 9)}-${10 + (i % 19)}`],
  ['addresses of networks', (i: number) => `10.${i % 7}.${i % 11}.${i}`],
  ['addresses of pages', (i: number) => `https://shop.example/p/${i}${i % 3 ? `/${i % 7}` : ''}`],
  ['universally unique ids', (i: number) => `${10_000_000 + i}-e29b-41d4-a716-44665544${1000 + i}`],
  ['groups of thousands', (i: number) => (i * 30_011).toLocaleString('en')],
  ['telephones with hyphens', (i: number) => `0${30 + (i % 5)}-${i * 7919}${i % 2 ? `-${i % 10}` : ''}`],
  ['bands with a sign', (i: number) => `Band ${i} & Friends ${i % 2 ? `& Choir ${i % 7}` : ''}`],
  [
    'songs and their versions',
    (i: number) => `Song ${i} - Remastered 20${10 + (i % 9)}${i % 2 ? ' - Live 1' : ''}`,
  ],
])('takes %s for single items', (_, id) => {
  const ids = [...new Set(Array.from({ length: 300 }, (_, i) => id(i)))]
  expect(() => requireSingle(ids)).not.toThrow()
})

it('never refuses ids of one number of parts, between any signs but the strong ones', () => {
  const part = fc.oneof(fc.integer({ min: 1, max: 40 }).map(String), fc.stringMatching(/^[A-C]{1,2}\d$/))
  const between = fc.constantFrom('-', '_', ':', '.', '/', ' ', '#', '~', '^', ' - ', '\t', '<', '>')
  const shapes = fc.record({ between, count: fc.integer({ min: 1, max: 4 }) })
  const ids = shapes.chain(({ between, count }) =>
    fc.uniqueArray(
      fc.array(part, { minLength: count, maxLength: count }).map((parts) => parts.join(between)),
      { maxLength: 80 },
    ),
  )
  fc.assert(fc.property(ids, requireSingle))
})

it('never refuses ids without a separator, or few with one', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[a-c]{1,4}$/), { maxLength: 60 })
  const few = fc.uniqueArray(fc.stringMatching(/^[a-c,;|]{1,5}$/), { maxLength: 7 })
  fc.assert(
    fc.property(ids, few, (plain, some) => {
      requireSingle([...some, ...plain])
    }),
  )
})

it('lists where rows are skipped are refused without the option that keeps them, which would refuse the empty ones', async () => {
  const text = `customer_id\tskus\n${orders.map((order, at) => `${at % 9}\t${order.join(' ')}\n`).join('')}9\t\n`
  const read = readInteractions(new Blob([text]), {
    ...{ name: 'orders.tsv', columns: { item: 'skus' }, missing: 'skip' },
  } as const)
  await expect(read).rejects.toThrow(
    /write a row for each item, as unnest\(string_split\(…, ' '\)\) does in a query of DuckDB$/,
  )
})
