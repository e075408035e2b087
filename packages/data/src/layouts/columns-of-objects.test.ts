import { expect, it } from 'vitest'
import { type Reading, type ReadingOptions, readInteractions, unreadRating } from '../index'

async function readingOf(objects: readonly object[], options: ReadingOptions = {}, asLines = false) {
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  const text = asLines ? objects.map((object) => JSON.stringify(object)).join('\n') : JSON.stringify(objects)
  await readInteractions(new Blob([text]), { name: 'orders.json', ...options, onReading })
  return { columns: reading!.columns, mayRate: unreadRating(reading!), reading: reading! }
}

/** Orders as WooCommerce answers them, each with two lines. */
const orders = (more: (order: number) => object = () => ({}), line: (order: number) => object = () => ({})) =>
  Array.from({ length: 40 }, (_, order) => ({
    ...{ id: 700 + order, status: 'completed', customer_id: order % 9 },
    ...more(order),
    line_items: [0, 1].map((place) => ({
      id: 2 * order + place,
      product_id: (order + place) % 7,
      ...line(order),
    })),
  }))

it.each([false, true])(
  'asks which of two ids of a line is the item, with a whole name to copy',
  async (asLines) => {
    const both = orders(undefined, (order) => ({ sku: `S${order % 5}` }))
    await expect(readingOf(both, {}, asLines)).rejects.toMatchObject({
      message:
        "orders.json:1: expected one key as item, got 'line_items.product_id' and 'line_items.sku': choose with columns.item ('line_items.product_id')",
      likely: { 'columns.item': 'line_items.product_id' },
    })
    const columns = { item: 'line_items.sku' }
    expect((await readingOf(both, { columns }, asLines)).columns).toEqual({ user: 'customer_id', ...columns })
  },
)

it('takes no rating out of another list than that of the items', async () => {
  const withMeta = orders((order) => ({ meta_data: [{ id: 1, key: '_vat', value: `${order % 3}` }] }))
  const { columns, mayRate, reading } = await readingOf(withMeta)
  expect([columns, mayRate]).toEqual([{ user: 'customer_id', item: 'line_items.product_id' }, undefined])
  expect(reading.unread).toContain('meta_data')
})

it('asks which of several ratings of an item is read, and heeds none of another list', async () => {
  const [vat, mark] = [{ meta_data: [{ value: '4' }] }, { value: 3 }]
  const both = orders(
    () => vat,
    () => mark,
  )
  expect((await readingOf(both)).columns!.rating).toBe('line_items.value')
  const twice = orders(undefined, () => ({ ...mark, score: 2, stars: 4 }))
  await expect(readingOf(twice)).rejects.toThrow(
    "expected one key as rating, got 'line_items.score' and 'line_items.stars': choose with columns.rating ('line_items.score')",
  )
})

it('asks about a rating further in than the item of a list', async () => {
  const reviewed = orders(undefined, (order) => ({ review: { rating: 1 + (order % 5) } }))
  const { columns, mayRate } = await readingOf(reviewed)
  expect([columns!.rating, mayRate]).toEqual([undefined, 'line_items.review.rating'])
  const chosen = await readingOf(reviewed, { columns: { rating: 'line_items.review.rating' } })
  expect(chosen.reading.values).toBe('ratings')
  const rated = orders(undefined, (order) => ({ rating: 1 + (order % 5) }))
  expect((await readingOf(rated)).columns!.rating).toBe('line_items.rating')
})

it('reads a chosen rating that comes beyond the first objects, where those without are skipped', async () => {
  const late = Array.from({ length: 9000 }, (_, i) => ({
    ...{ user_id: i % 300, item_id: i % 97, note: 'n'.repeat(200) },
    ...(i >= 8000 && { rating: 1 + (i % 5) }),
  }))
  await expect(readingOf(late, {}, true)).rejects.toMatchObject({
    message:
      "orders.json:8001: expected keys that the first objects have, got 'rating', a rating: choose with columns.rating ('rating') with missing 'skip' or ratings: false",
    options: ['columns.rating', 'missing', 'ratings: false'],
  })
  const columns = { rating: 'rating' }
  const { reading } = await readingOf(late, { columns, missing: 'skip' }, true)
  expect([reading.rows, reading.skipped[0]!.rows, reading.columns!.rating]).toEqual([1000, 8000, 'rating'])
  await expect(readingOf(late, { columns: { rating: 'ratng' }, missing: 'skip' }, true)).rejects.toThrow(
    '9000 rows with no rating',
  )
  const baskets = [0, 1, 2].flatMap((part) =>
    late.slice(3000 * part, 3000 * part + 3000).map(({ user_id, ...line }) => ({ user_id, lines: [line] })),
  )
  const inList = await readingOf(baskets, { columns: { rating: 'lines.rating' }, missing: 'skip' }, true)
  expect([inList.reading.rows, inList.columns!.item]).toEqual([1000, 'lines.item_id'])
})

it('takes no app of an order for an item, whose lines have ids, and names the user that has values', async () => {
  const app = { app_id: 580111, location_id: 7, source_name: 'web' }
  const withApp = orders(() => app)
  const { columns: found, reading } = await readingOf(withApp)
  expect([found!.item, reading.unread.includes('app_id')]).toEqual(['line_items.product_id', true])
  const shopify = orders(
    (order) => ({ ...app, customer_id: undefined, user_id: null, customer: { id: order % 9 } }),
    (order) => ({ sku: `S${order % 5}` }),
  )
  await expect(readingOf(shopify)).rejects.toMatchObject({ likely: { 'columns.user': 'customer.id' } })
  await expect(readingOf(shopify, { columns: { user: 'customer.id' } })).rejects.toThrow(
    "expected one key as item, got 'line_items.product_id' and 'line_items.sku': choose with columns.item",
  )
  const under = new Blob([JSON.stringify({ orders: shopify })])
  const columns = { user: 'customer.id', item: 'line_items.sku' }
  await expect(readInteractions(under)).rejects.toMatchObject({ likely: { 'columns.user': 'customer.id' } })
  expect((await readInteractions(under, { columns })).itemCount).toBe(5)
  const chosen = await readingOf(withApp, { columns: { item: 'app_id' } })
  expect(chosen.columns!.item).toBe('app_id')
})

it('asks about an item that is one alone beside lists with ids of items', async () => {
  const ofGame = (game: (user: number) => number) =>
    Array.from({ length: 9 }, (_, user) => ({
      ...{ user_id: user, game_id: game(user) },
      bought: [{ item_id: user % 4 }],
    }))
  await expect(readingOf(ofGame(() => 3))).rejects.toMatchObject({
    message:
      "orders.json:1: expected one key as item, got 'game_id' with 1 value in the first 9 rows, and lists with 'bought.item_id': choose with columns.item ('bought.item_id')",
    likely: { 'columns.item': 'bought.item_id' },
  })
  expect((await readingOf(ofGame((user) => user % 3))).columns!.item).toBe('game_id')
  expect(
    (
      await readingOf(
        ofGame(() => 3),
        { columns: { item: 'game_id' } },
      )
    ).columns!.item,
  ).toBe('game_id')
})

it('reads a chosen field by its whole name, where another one ends with it', async () => {
  const twice = orders((order) => ({ mail: `m${order % 9}`, shipping: { mail: 'x' } }))
  expect((await readingOf(twice, { columns: { user: 'mail' } })).columns!.user).toBe('mail')
})

it('refuses ratings and times in a list that neither users nor items are in, which would make rows of its elements', async () => {
  const rows = [0, 1, 2].map((user) => ({ user, item: user % 2, rating: [4] }))
  const dated = rows.map(({ user, item }) => ({ user, item, at: [2023, 4, 26, 7 + user] }))
  await expect(readingOf(dated, { columns: { timestamp: 'at' } })).rejects.toThrow(
    "orders.json:1: expected one value an object as timestamp, got lists under 'at': write a date as text, such as 2026-12-31",
  )
  const rated = { columns: { rating: 'rating' } }
  const refused = "expected one value an object as rating, got lists under 'rating'"
  await expect(readingOf(rows, rated, true)).rejects.toThrow(refused)
  const python = new Blob([
    "{'user': 'a', 'item': 'x', 'rating': [1, 5]}\n{'user': 'b', 'item': 'x', 'rating': [4]}\n",
  ])
  await expect(readInteractions(python, rated)).rejects.toThrow(refused)
})

it('reads lists of items, of their ratings and of their times side by side', async () => {
  const rows = [0, 1].map((user) => ({ user, items: ['x', 'y'], ratings: [4, 5], times: [7, 8] }))
  const { reading } = await readingOf(rows, { columns: { rating: 'ratings', timestamp: 'times' } })
  expect([reading.rows, reading.values]).toEqual([4, 'ratings'])
})

it('advises no list of items that were taken away, where another one has items', async () => {
  const ids = (user: number) => [{ item_id: user % 5 }, { item_id: (user + 1) % 5 }]
  for (const asLines of [false, true]) {
    const rows = Array.from({ length: 20 }, (_, user) => ({
      user_id: user,
      deleted: ids(user),
      items: ids(user),
    }))
    await expect(readingOf(rows, {}, asLines)).rejects.toMatchObject({
      likely: { 'columns.item': 'items.item_id' },
    })
  }
})

it('reads values in objects of their types, as DynamoDB writes them', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    ...{ userId: { S: `u${i % 6}` }, itemId: { S: `i${i % 7}` }, rating: { N: `${(i % 5) + 1}` } },
  }))
  for (const asLines of [false, true]) {
    const { columns } = await readingOf(rows, { columns: { rating: 'rating.N' } }, asLines)
    expect(columns).toMatchObject({ user: 'userId.S', item: 'itemId.S', rating: 'rating.N' })
    const numbered = rows.map(({ itemId, ...row }) => ({ ...row, itemId: { N: itemId.S.slice(1) } }))
    await expect(readingOf(numbered, {}, asLines)).rejects.toMatchObject({
      likely: { 'columns.item': 'itemId.N' },
    })
  }
})

it('reads an id in an object, and asks beside one elsewhere, such as of an app', async () => {
  const rows = (of: (i: number) => object) =>
    Array.from({ length: 20 }, (_, i) => ({ userId: `u${i % 6}`, ...of(i) }))
  const one = (i: number) => ({ S: `i${i % 7}` })
  const two = (i: number) => ({ ...one(i), v: i })
  for (const asLines of [false, true]) {
    for (const itemId of [one, two]) {
      const beside = rows((i) => ({ itemId: itemId(i), app: { id: 4 } }))
      await expect(readingOf(beside, {}, asLines)).rejects.toThrow(
        /^orders.json:1: expected one column as item, got (?=.*'app.id').*'itemId/,
      )
    }
    const alone = rows((i) => ({ itemId: two(i) }))
    expect((await readingOf(alone, {}, asLines)).columns!.item).toBe('itemId.S')
    const movies = rows((i) => ({ movieId: one(i), episode: { id: 2 } }))
    await expect(readingOf(movies, {}, asLines)).rejects.toThrow("got 'movieId.S' and 'episode.id'")
  }
})

it('asks for a key within users and items that are objects, in each of several objects', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({
    ...{ rating: 3, movie: { title: `T${i % 7}`, ids: { trakt: i % 7 } }, user: { username: `u${i % 6}` } },
  }))
  const typed = Array.from({ length: 20 }, (_, i) => ({
    ...{ user_id: { long: i % 6 }, item_id: { string: `i${i % 7}` } },
  }))
  for (const asLines of [false, true]) {
    await expect(readingOf(rows, {}, asLines)).rejects.toMatchObject({
      message:
        'orders.json:1: expected a user id: text or a number, got \'{"username":"u0"}\': choose with columns.user (\'user.username\')',
      likely: { 'columns.user': 'user.username' },
    })
    const user = { user: 'user.username' }
    await expect(readingOf(rows, { columns: user }, asLines)).rejects.toMatchObject({
      likely: { 'columns.item': 'movie.title' },
    })
    await expect(readingOf(typed, {}, asLines)).rejects.toMatchObject({
      likely: { 'columns.user': 'user_id.long' },
    })
    const chosen = { columns: { ...user, item: 'movie.ids.trakt' } }
    expect((await readingOf(rows, chosen, asLines)).reading.rows).toBe(20)
  }
  const byColumn = [{ user: { 0: 'u1', 1: 'u2' }, item: { 0: 'i1', 1: 'i2' } }]
  await expect(readingOf(byColumn, {}, true)).rejects.toThrow('one object')
})
