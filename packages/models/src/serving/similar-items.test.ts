import { alignHistories, interactionsFrom } from '@hvamp/data'
import { compileRules } from '@hvamp/rules'
import { describe, expect, it } from 'vitest'
import {
  ease,
  explain,
  itemKnn,
  itemSimilarities,
  itemVectors,
  popularity,
  similarItems,
  userKnn,
  wmf,
} from '../index'

const orders = interactionsFrom(
  Object.entries({
    ann: ['tea', 'milk'],
    bob: ['tea', 'milk', 'rum'],
    cem: ['tea'],
    dan: ['rum', 'lime'],
    eve: ['rum', 'lime'],
  }).flatMap(([user, items]) => items.map((item) => ({ user, item }))),
)
const historyOf = (...items: string[]) =>
  alignHistories(interactionsFrom(items.map((item) => ({ user: 'you', item }))), orders.itemIds).histories

describe('ids in a program', () => {
  it('may be integers, as a database has them', async () => {
    const model = ease()
    const numbered = interactionsFrom(
      [1, 2, 3].flatMap((user) => [
        { user, item: 100 },
        { user, item: 100 + user },
      ]),
    )
    await model.fit(numbered)
    expect(await similarItems(model, 100)).toEqual(await similarItems(model, '100'))
    const history = alignHistories(interactionsFrom([{ user: 1, item: 101 }]), model.itemIds).histories
    expect(await explain(model, history, [100n])).toEqual(await explain(model, history, ['100']))
    await expect(similarItems(model, { id: 100 } as never)).rejects.toThrow(
      'similarItems: items must be ids, texts or integers, got an object',
    )
    await expect(explain(model, history, [1.5])).rejects.toThrow(
      'explain: items must be ids, texts or integers, got 1.5',
    )
  })
})

describe('similarItems', () => {
  it('are those with the closest vectors, by cosine', async () => {
    const itemIds = ['a', 'b', 'c', 'd']
    const values = Float32Array.of(1, 0, 2, 0, 3, 4, 0, 0)
    const model = {
      ...{ name: 'mine', itemIds, score: async () => new Float32Array(4) },
      itemVectors: async () => ({ shape: [4, 2], values }),
    }
    const { measure, items } = await similarItems(model, 'a')
    expect(measure).toBe('vectors')
    expect(items.map(({ item, score }) => [item, Number(score.toFixed(6))])).toEqual([
      ['b', 1],
      ['c', 0.6],
      ['d', 0],
    ])
    const rules = compileRules({ weights: { c: 2 }, exclude: ['d'] }, { itemIds })
    const [under] = await (await itemSimilarities(model)).similarTo(['a'], { count: 1, rules })
    expect(under!.items.map(({ item }) => item)).toEqual(['c'])
    expect(under).not.toHaveProperty('reason')
  })

  it('are none, with the reason, where none may be listed or is like the item', async () => {
    const model = itemKnn({ shrinkage: 0 })
    await model.fit(orders)
    const among = (ids: string[]) => ({ rules: compileRules({ among: ids }, { itemIds: model.itemIds }) })
    expect(await similarItems(model, 'lime', among([]))).toMatchObject({
      items: [],
      reason: 'the rules allow no item of the model',
    })
    for (const ids of [['lime'], ['tea']]) {
      expect(await similarItems(model, 'lime', among(ids))).toMatchObject({
        items: [],
        reason: 'no other item that may be listed is like it',
      })
    }
  })

  it('of neighbours are the nearest of either, and no popular ones beside them', async () => {
    const model = itemKnn({ shrinkage: 0, neighbours: 1 })
    await model.fit(orders)
    const { measure, items } = await similarItems(model, 'lime')
    expect(measure).toBe('neighbours')
    expect(items).toEqual([{ item: 'rum', score: Math.fround(2 / Math.sqrt(2 * 3)) }])
    const { items: byScore } = await similarItems(model, 'milk', { measure: 'score' })
    expect(byScore.map(({ item }) => item)).toEqual(['tea'])
  })

  it('of factors are those of its own vectors, or by score if asked', async () => {
    const model = wmf({ factors: 3, l2: 0.1 })
    await model.fit(orders)
    expect((await similarItems(model, 'lime', { count: 1 })).items[0]!.item).toBe('rum')
    expect((await itemVectors(model)).values).toEqual((await model.state()).arrays.itemFactors!.values)
    expect((await similarItems(model, 'lime', { count: 1, measure: 'score' })).measure).toBe('score')
  })

  it('refuses vectors of a model without any, and a model that was not fitted', async () => {
    const model = ease()
    await expect(similarItems(model, 'tea')).rejects.toThrow('itemSimilarities: the model must be fitted')
    await model.fit(orders)
    await expect(similarItems(model, 'tea', { measure: 'vectors' })).rejects.toThrow(
      'itemVectors: the model must have vectors, got ease, which has none',
    )
    await expect(similarItems(model, 'tea', { measure: 'neighbours' })).rejects.toThrow(
      'itemSimilarities: the model must keep neighbours, got ease, which does not',
    )
  })
})

describe('explain', () => {
  it('gives the weights of a linear model', async () => {
    const model = ease({ l2: 1 })
    await model.fit(orders)
    const { itemIds } = model
    const weights = (await model.state()).arrays.weights!.values
    const weight = (from: string, to: string) =>
      weights[itemIds.indexOf(from) * itemIds.length + itemIds.indexOf(to)]!
    const [why] = await explain(model, historyOf('rum', 'tea'), ['milk'])
    expect(why!.method).toBe('exact')
    expect(why!.contributions).toEqual([
      { item: 'tea', contribution: weight('tea', 'milk') },
      { item: 'rum', contribution: weight('rum', 'milk') },
    ])
    expect(Math.abs(why!.rest!)).toBeLessThan(1e-6)
  })

  it('divides the cosines of near users among the items that they share with the history', async () => {
    const model = userKnn({ shrinkage: 0 })
    await model.fit(orders)
    const [why] = await explain(model, historyOf('tea', 'rum'), ['lime'])
    // dan and eve have rum and lime, each with a cosine of 1 / √(2 · 2)
    expect(why!.contributions).toEqual([
      { item: 'rum', contribution: 1 },
      { item: 'tea', contribution: 0 },
    ])
    expect(why!.score).toBe(1)
  })

  it('of popularity is that no item contributes anything', async () => {
    const model = popularity()
    await model.fit(orders)
    const [why] = await explain(model, historyOf('tea'), ['rum'])
    expect(why).toEqual({
      ...{ item: 'rum', score: 3, method: 'leaveOneOut' },
      contributions: [{ item: 'tea', contribution: 0 }],
    })
  })
})
