import { describe, expect, it } from 'vitest'
import { entriesOf, type Reading, type ReadingOptions, readInteractions, unreadRating } from '../index'

async function readingOf(objects: readonly object[], options: ReadingOptions = {}) {
  let reading: Reading | undefined
  const onReading = (found: Reading) => {
    reading = found
  }
  const text = objects.map((object) => `${JSON.stringify(object)}\n`)
  const interactions = await readInteractions(new Blob(text), { name: 'a.jsonl', ...options, onReading })
  return { reading: reading!, interactions, mayRate: unreadRating(reading!) }
}

/** Objects of 8 users and 7 items, each with what `of` gives its number. */
function objects(count: number, of: (i: number) => object): readonly object[] {
  return Array.from({ length: count }, (_, i) => ({ user_id: i % 8, item_id: i % 7, ...of(i) }))
}

describe('values of inner objects beside a user and an item', () => {
  it.each<[string, (i: number) => object, string]>([
    ['review.rating', (i) => ({ review: { text: 't', rating: 1 + (i % 5) } }), 'review.rating'],
    ['attributes.stars', (i) => ({ attributes: { source: 'web', stars: 1 + (i % 5) } }), 'attributes.stars'],
    ['rating.value', (i) => ({ rating: { max: 5, value: 1 + (i % 5) } }), 'rating.value'],
    ['a verdict of any name', (i) => ({ meta: { at: i, kept: (i % 5) % 2 } }), 'meta.kept'],
    ['deeper ones', (i) => ({ a: { b: { score: i % 5 } } }), 'a.b.score'],
  ])('are asked about by their full name, which reads them: %s', async (_, of, name) => {
    const all = objects(60, of)
    const { reading, mayRate } = await readingOf(all)
    expect([mayRate, reading.values]).toEqual([name, 'none'])
    const { reading: chosen } = await readingOf(all, { columns: { rating: name } })
    expect([chosen.columns!.rating, chosen.values]).toEqual([name, 'ratings'])
  })

  it('are asked about where they nest as deep as a user and an item that were chosen', async () => {
    const all = Array.from({ length: 60 }, (_, i) => ({
      _source: { who: i % 8, what: i % 7, rating: i % 5 },
    }))
    const columns = { user: '_source.who', item: '_source.what' }
    expect((await readingOf(all, { columns })).mayRate).toBe('_source.rating')
  })

  it('are read as times, but not as ratings that nobody chose', async () => {
    const all = objects(60, (i) => ({ meta: { time: i }, product: { rating: 4.5 } }))
    const { interactions, mayRate } = await readingOf(all, { timestamps: true })
    expect(interactions.values).toBeUndefined()
    expect(interactions.timestamps![0]).toBe(56)
    expect(mayRate).toBe('product.rating')
  })

  it('are named each as not read, but lists and objects of ids as a whole', async () => {
    const votes = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`voter${i}`, 1]))
    const all = objects(9, () => ({ shop: { city: 'Ulm', tags: ['a', 'b'] }, words: ['a'], votes }))
    expect((await readingOf(all)).reading.unread).toEqual(['shop.city', 'shop.tags', 'words', 'votes'])
  })

  it('are counted where they are quantities below zero, or a status', async () => {
    const all = objects(20, (i) => ({
      line: { quantity: i % 5 === 0 ? -2 : 3 },
      order: { status: i === 3 ? 'void' : 'paid' },
    }))
    const { reading } = await readingOf(all)
    expect(reading.negative).toEqual({ column: 'line.quantity', rows: 4, first: 1 })
    expect(reading.cancelled).toEqual([{ column: 'order.status', values: ['void'], rows: 1, first: 4 }])
  })
})

it('reads a user and an item that nest with the rating beside them', async () => {
  const all = [{ _source: { user_id: 1, item_id: 2, rating: 3 } }]
  expect([...entriesOf((await readingOf(all)).interactions)]).toEqual([{ user: '1', item: '2', value: 3 }])
})

describe('keys that first come late', () => {
  const late = (of: (i: number) => object) => objects(300, (i) => (i < 150 ? {} : of(i)))

  it('are told, and asked about where their name or their values may be of ratings', async () => {
    expect((await readingOf(late((i) => ({ stars_given: i % 5 })))).mayRate).toBe('stars_given')
    expect((await readingOf(late((i) => ({ extra: { liked: true, at: i } })))).mayRate).toBe('extra.liked')
    const { reading, mayRate } = await readingOf(
      late((i) => ({ kept: Math.floor(i / 7) % 2, shop: { city: 'Ulm' } })),
    )
    expect([reading.unread, mayRate]).toEqual([['kept', 'shop.city'], 'kept'])
  })

  it('are counted where they say that a row was cancelled, or have a quantity below zero', async () => {
    const { reading } = await readingOf(
      late((i) => (i === 200 ? { cancelled_at: '2024-01-01' } : { qty: 1 - (i % 2) * 3 })),
    )
    expect(reading.cancelled).toEqual([
      { column: 'cancelled_at', values: ['2024-01-01'], rows: 1, first: 201 },
    ])
    expect(reading.negative).toEqual({ column: 'qty', rows: 75, first: 152 })
  })

  it('are asked about behind hundreds that have texts', async () => {
    const of = (i: number) => ({ [`text${i}`]: 'a text', ...(i > 250 && { kept: Math.floor(i / 7) % 2 }) })
    expect((await readingOf(objects(500, of))).mayRate).toBe('kept')
  })

  it.each<[string, (i: number) => unknown, Partial<Reading>]>([
    ['qty', (i) => (i % 5 ? 1 : -1), { negative: { column: 'qty', rows: 50, first: 251 } }],
    [
      'order_status',
      (i) => (i % 5 ? 'paid' : 'cancelled'),
      { cancelled: [{ column: 'order_status', values: ['cancelled'], rows: 50, first: 251 }] },
    ],
    ['skipped', (i) => Math.floor(i / 7) % 2, { likelyRating: 'skipped' }],
    ['bought', (i) => Math.floor(i / 7) % 2, { likelyRating: 'bought' }],
    ['thumbs_up', (i) => Math.floor(i / 7) % 2, { likelyRating: 'thumbs_up' }],
    [
      'event',
      (i) => (i % 5 ? 'view' : 'purchase'),
      {
        events: {
          column: 'event',
          kinds: [
            { kind: 'view', rows: 200 },
            { kind: 'purchase', rows: 50 },
          ],
        },
      },
    ],
  ])(
    'are looked at behind hundreds that have numbers, by what their names say: %s',
    async (key, cell, expected) => {
      const of = (i: number) => ({ [`k${i}`]: 2, ...(i >= 250 && { [key]: cell(i) }) })
      expect((await readingOf(objects(500, of))).reading).toMatchObject(expected)
    },
  )

  it('are found in the elements of a list, too', async () => {
    const all = Array.from({ length: 120 }, (_, i) => ({
      user: i,
      items: [
        { shelf: 1, sku: 'a' },
        { sku: `b${i % 7}`, ...(i > 110 && { grade: i % 5 }) },
      ],
    }))
    const { reading, mayRate } = await readingOf(all)
    expect([reading.columns!.item, reading.unread, mayRate]).toEqual([
      'items.sku',
      ['items.shelf', 'items.grade'],
      'items.grade',
    ])
  })

  it('are read where they are chosen, of the rows that have them', async () => {
    const all = late((i) => ({ stars_given: i % 5 }))
    const columns = { rating: 'stars_given' }
    await expect(readingOf(all, { columns })).rejects.toThrow(
      'a.jsonl:1: expected a finite number as rating, got nothing: choose with missing',
    )
    const { reading } = await readingOf(all, { columns, missing: 'skip' })
    expect([reading.rows, reading.values, reading.skipped[0]!.rows]).toEqual([150, 'ratings', 150])
  })

  it('that are a rating under its name are refused, or not read', async () => {
    const all = late((i) => ({ stars: i % 5 }))
    await expect(readingOf(all)).rejects.toMatchObject({
      options: ['columns.rating', 'missing', 'ratings: false'],
      together: ['columns.rating', 'missing'],
    })
    const { reading, mayRate } = await readingOf(all, { ratings: false })
    expect([reading.unread, mayRate]).toEqual([['stars'], undefined])
  })

  it('are no more than fifty of one object, whose further keys are ids', async () => {
    const { reading } = await readingOf(late((i) => ({ seen: { [`u${i}`]: 1 } })))
    expect(reading.unread.length).toBe(50)
  })
})

describe('a key that changes its name', () => {
  const renamed = (before: object, after: object) =>
    Array.from({ length: 150 }, (_, i) => (i < 120 ? before : after))

  it.each([
    [
      { user_id: 1, item_id: 2, rating: 3 },
      { user_id: 1, item_id: 2, stars: 3 },
      "'rating' as rating",
      "'stars'",
    ],
    [{ UserID: 1, item: 2 }, { userId: 1, item: 2 }, "'UserID' as user", "'userId'"],
    [{ user: { id: 1 }, item: 2 }, { user: { Id: 1 }, item: 2 }, "'id' as user", "'Id'"],
    [{ user: 1, items: [{ sku: 2 }] }, { user: 1, items: [{ SKU: 2 }] }, "'sku' as item", "'SKU'"],
  ])('is refused with the new one: %j, then %j', async (before, after, expected, got) => {
    const message = `a.jsonl:121: expected ${expected}, as in the objects before, got ${got} in its place: give all objects the same keys`
    await expect(readingOf(renamed(before, after))).rejects.toThrow(message)
  })

  it('is passed over by choice, but not where only its letters changed', async () => {
    const missing = 'skip' as const
    const stars = renamed({ user: 1, item: 2, rating: 3 }, { user: 1, item: 2, stars: 3 })
    expect((await readingOf(stars, { missing })).reading.skipped).toEqual([
      { reason: 'no rating', rows: 30, first: 121 },
    ])
    const letters = renamed({ user: 1, item: 2, rating: 3 }, { user: 1, item: 2, Rating: 3 })
    await expect(readingOf(letters, { missing })).rejects.toThrow("got 'Rating' in its place")
  })
})
