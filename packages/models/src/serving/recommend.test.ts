import { alignHistories, type Interactions, interactionsFrom, selectUsers, tableFrom } from '@hvamp/data'
import { compileRules, itemTable } from '@hvamp/rules'
import { describe, expect, it } from 'vitest'
import { ease, edlae, popularItems, popularity, rdlae, recommend, similarItems, userKnn } from '../index'

const histories = interactionsFrom([
  { user: 'ann', item: 'tea' },
  { user: 'ann', item: 'milk' },
  { user: 'bob', item: 'coffee' },
  { user: 'cem', item: 'salt' },
])
const scoresOf: Record<string, number[]> = { ann: [4, 3, 2, 1], bob: [1, 2, 9, 2], cem: [0, 0, 0, 1] }
const model = {
  itemIds: histories.itemIds, // tea, milk, coffee, salt
  async score({ userIds }: Interactions) {
    return Float32Array.from(userIds.flatMap((id) => scoresOf[id]!))
  },
}

const itemsOf = async (...asked: Parameters<typeof recommend>) =>
  (await recommend(...asked)).map(({ items }) => items.map(({ item }) => item))

describe('recommend', () => {
  it('gives the best unseen items by id, best first, the earlier one among equals', async () => {
    expect(await recommend(model, histories, { count: 2 })).toEqual([
      {
        basis: 'history',
        items: [
          { item: 'coffee', score: 2 },
          { item: 'salt', score: 1 },
        ],
      },
      {
        basis: 'history',
        items: [
          { item: 'milk', score: 2 },
          { item: 'salt', score: 2 },
        ],
      },
      {
        basis: 'history',
        items: [
          { item: 'tea', score: 0 },
          { item: 'milk', score: 0 },
        ],
      },
    ])
  })

  it('gives fewer where no more are left, and the same one user at a time', async () => {
    const lists = await recommend(model, histories)
    expect(lists.map(({ items }) => items.length)).toEqual([2, 3, 3])
    expect(await recommend(model, histories, { batchSize: 1 })).toEqual(lists)
  })

  it('can recommend again what was seen', async () => {
    const [ann, bob] = await recommend(model, histories, { count: 1, seen: 'keep' })
    expect(ann!.items).toEqual([{ item: 'tea', score: 4 }])
    expect(bob!.items).toEqual([{ item: 'coffee', score: 9 }])
  })

  it('leaves out what the rules do not allow, and fills the list all the same', async () => {
    const rules = compileRules({ exclude: ['coffee'] }, { itemIds: model.itemIds })
    expect(await itemsOf(model, histories, { count: 2, rules })).toEqual([
      ['salt'],
      ['milk', 'salt'],
      ['tea', 'milk'],
    ])
  })

  it('leaves out what else a user is not to be recommended, of popular items too', async () => {
    const without = { ...histories, items: Int32Array.of(2, 3, 3, 0), offsets: Int32Array.of(0, 1, 3, 4) }
    expect(await itemsOf(model, histories, { without, count: 2 })).toEqual([
      ['salt'],
      ['milk', 'tea'],
      ['milk', 'coffee'],
    ])
    const shop = popularity()
    await shop.fit(histories)
    const nobody = { ...histories, items: new Int32Array(0), offsets: new Int32Array(4) }
    expect((await itemsOf(shop, nobody, { without }))[1]).toEqual(['tea', 'milk', 'coffee'])
    await expect(recommend(model, selectUsers(histories, [0]), { without })).rejects.toThrow(
      'recommend: without must have the 1 users of the histories, got 3',
    )
  })

  it('multiplies scores by weights, and divides negative ones', async () => {
    const rules = compileRules({ weights: { tea: 4, salt: 0.5 } }, { itemIds: model.itemIds })
    const [, bob] = await recommend(model, histories, { rules })
    expect(bob!.items).toEqual([
      { item: 'tea', score: 4 },
      { item: 'milk', score: 2 },
      { item: 'salt', score: 1 },
    ])
    const negative = { ...model, score: async () => Float32Array.of(-1, -2, -3, -4) }
    const [ann] = await recommend(negative, selectUsers(histories, [0]), { rules, seen: 'keep' })
    expect(ann!.items[0]).toEqual({ item: 'tea', score: -0.25 })
    expect(ann!.items[3]).toEqual({ item: 'salt', score: -8 })
  })

  it('ranks further down until limits no longer leave a list short', async () => {
    const itemIds = Array.from({ length: 200 }, (_, item) => `i${item}`)
    const table = itemTable(
      tableFrom(itemIds.map((id, item) => ({ id, brand: item < 150 ? 'one' : `b${item}` }))),
    )
    const visitor = alignHistories(interactionsFrom([{ user: 'ann', item: 'i199' }]), itemIds).histories
    const byNumber = { itemIds, score: async () => Float32Array.from(itemIds, (_, item) => -item) }
    const rules = compileRules({ per: { brand: 2 } }, { itemIds, table })
    const [list] = await itemsOf(byNumber, visitor, { count: 5, rules })
    expect(list).toEqual(['i0', 'i1', 'i150', 'i151', 'i152'])
    expect((await itemsOf(byNumber, visitor, { count: 60, rules }))[0]).toHaveLength(51) // i199 was seen
  })

  it('has no list where there is no user', async () => {
    const nobody = { ...histories, userCount: 0, offsets: Int32Array.of(0), userIds: [] }
    expect(await recommend(model, nobody)).toEqual([])
  })

  it('refuses a count that is no positive integer', async () => {
    for (const count of [0, -1, 1.5, Number.NaN]) {
      await expect(recommend(model, histories, { count })).rejects.toThrow(
        `recommend: count must be a positive integer, got ${count}`,
      )
    }
  })
})

const day = 86_400
/** Four users like rum in the first month, two of them and another tea in the third; gin is nobody's but one's. */
const timed = interactionsFrom([
  ...['ann', 'bob', 'cem', 'dan'].map((user) => ({ user, item: 'rum', timestamp: 0 })),
  ...['ann', 'bob', 'eve'].map((user) => ({ user, item: 'tea', timestamp: 60 * day })),
  { user: 'fay', item: 'gin', timestamp: 30 * day },
])

describe('popularItems', () => {
  it('are those of most users, or of most users of late', async () => {
    const shop = popularity()
    await shop.fit(timed, { halfLife: 15 })
    expect(shop.popularity).toEqual({
      counts: [4, 3, 1],
      recent: { halfLife: 15, until: 60 * day, counts: [0.25, 3, 0.25] },
    })
    expect(popularItems(shop, { count: 2 })).toEqual({
      basis: 'popular',
      items: [
        { item: 'rum', score: 4 },
        { item: 'tea', score: 3 },
      ],
    })
    const rules = compileRules({ weights: { gin: 2 }, exclude: ['milk'] }, { itemIds: shop.itemIds })
    expect(popularItems(shop, { by: 'trending', rules })).toEqual({
      basis: 'trending',
      items: [
        { item: 'tea', score: 3 },
        { item: 'gin', score: 0.5 },
        { item: 'rum', score: 0.25 },
      ],
    })
  })

  it('takes times too great for seconds for milliseconds or microseconds', async () => {
    for (const unit of [1e3, 1e6]) {
      const start = 1.7e9
      const shop = popularity()
      const timestamps = timed.timestamps!.map((time) => (start + time) * unit)
      await shop.fit({ ...timed, timestamps }, { halfLife: 15 })
      expect(shop.popularity!.recent).toEqual({
        halfLife: 15,
        until: start + 60 * day,
        counts: [0.25, 3, 0.25],
      })
    }
  })

  it('counts half as much after 30 days unless told otherwise, and refuses what is no half-life', async () => {
    const shop = popularity()
    await shop.fit(timed)
    expect(shop.popularity!.recent).toMatchObject({ halfLife: 30, counts: [1, 3, 0.5] })
    await expect(shop.fit(timed, { halfLife: 0 })).rejects.toThrow('popularity.fit: halfLife must be')
  })

  it('are an error where the model has no counts, or none by time', async () => {
    expect(() => popularItems(model)).toThrow(
      'popularItems: the model must keep counts of its items, got none',
    )
    const shop = popularity()
    await shop.fit({ ...timed, timestamps: undefined })
    expect(() => popularItems(shop, { by: 'trending' })).toThrow('that were fitted with times, got none')
    await expect(recommend(shop, histories, { fallback: 'trending' })).rejects.toThrow('fitted with times')
  })
})

describe('lists', () => {
  it('end with popular items where nothing in the history speaks for more, and say from where on', async () => {
    const shop = userKnn()
    await shop.fit(timed)
    const visitor = alignHistories(interactionsFrom([{ user: 'you', item: 'tea' }]), shop.itemIds).histories
    const [list] = await recommend(shop, visitor)
    expect(list!.basis).toBe('history')
    expect(list!.items.map(({ item }) => item)).toEqual(['rum', 'gin'])
    expect(list!.filledFrom).toBe(1)
    expect(list!.items[1]!.score).toBe(0)
  })

  it.each([ease, edlae, rdlae])(
    'of %o are of popular items where nothing speaks for or against any',
    async (make) => {
      const shop = make()
      const alone = ['zoe', 'yan', 'xia'].flatMap((user) => [
        { user, item: 'kit' },
        { user, item: user === 'zoe' ? 'pin' : 'cup' },
      ])
      const train = interactionsFrom([{ user: 'odd', item: 'lone' }, { user: 'shy', item: 'pin' }, ...alone])
      await shop.fit(train)
      const visitor = alignHistories(
        interactionsFrom([{ user: 'you', item: 'lone' }]),
        shop.itemIds,
      ).histories
      expect(await recommend(shop, visitor)).toEqual([
        {
          basis: 'history',
          items: ['kit', 'pin', 'cup'].map((item) => ({ item, score: 0 })),
          filledFrom: 0,
        },
      ])
      expect(await similarItems(shop, 'lone')).toMatchObject({
        items: [],
        reason: 'no other item that may be listed is like it',
      })
    },
  )

  it('of a history without items are trending ones, if asked', async () => {
    const shop = userKnn()
    await shop.fit(timed)
    const nobody = alignHistories(interactionsFrom([{ user: 'you', item: 'new' }]), shop.itemIds).histories
    expect(await recommend(shop, nobody, { fallback: 'trending', count: 1 })).toEqual([
      { basis: 'trending', items: [{ item: 'tea', score: 3 }] },
    ])
  })

  it('of a model without counts are its own, also of a history without items', async () => {
    const nobody = alignHistories(interactionsFrom([{ user: 'cem', item: 'new' }]), model.itemIds).histories
    const [list] = await recommend(model, nobody, { count: 1 })
    expect(list).toEqual({ basis: 'history', items: [{ item: 'salt', score: 1 }] })
  })
})
