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
    expect(reading.cancelled).toEqual({ column: 'order.status', values: ['void'], rows: 1, first: 4 })
  })
})

it('reads a user and an item that nest with the rating beside them', async () => {
  const all = [{ _source: { user_id: 1, item_id: 2, rating: 3 } }]
  expect([...entriesOf((await readingOf(all)).interactions)]).toEqual([{ user: '1', item: '2', value: 3 }])
})
