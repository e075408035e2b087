import { alignHistories, entriesOf, interactionsFrom, selectUsers, tableFrom } from '@hvamp/data'
import { ease, explain, itemKnn, popularItems, recommend, similarItems } from '@hvamp/models'
import { compileRules, itemTable, type Rules } from '@hvamp/rules'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine, Question } from './engine'
import { fittedEase } from './fitted-ease.fixture'
import { fittedRatings, ratedByParity } from './fitted-ratings.fixture'
import { unknownIn } from './listed'
import { modelEngine } from './model-engine'
import { proveEngine } from './prove-engine'

const recommender = await fittedEase()
const { itemIds } = recommender
const table = itemTable(
  tableFrom(
    itemIds.map((id, item) => ({ id, title: `Item ${id}`, brand: `b${item % 4}`, price: (item * 7) % 50 })),
    { name: 'products' },
  ),
)
const about = { name: 'ease', version: '1', run: 'memory', items: itemIds.length }
let engine: Engine
beforeAll(() => {
  engine = modelEngine({ recommender, model: about, table })
})
afterAll(() => engine.close())

type Asked = Question<'recommend'>
const ids = fc.uniqueArray(fc.constantFrom(...itemIds, 'unheard of', 'Ω'), { maxLength: 12 })
const rules: fc.Arbitrary<Rules | undefined> = fc.option(
  fc.record(
    {
      among: ids,
      exclude: ids,
      where: fc.integer({ min: 0, max: 60 }).map((price) => `price < ${price}`),
      per: fc.integer({ min: 1, max: 3 }).map((atMost) => ({ brand: atMost })),
      weights: fc.dictionary(fc.constantFrom(...itemIds), fc.double({ min: 0.1, max: 9, noNaN: true })),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
)
const question: fc.Arbitrary<Asked> = fc.record({
  kind: fc.constant('recommend' as const),
  history: ids,
  count: fc.integer({ min: 1, max: 40 }),
  seen: fc.constantFrom('exclude' as const, 'keep' as const),
  fallback: fc.constant('popular' as const),
  rules,
})

/** What the library says to a question that is asked alone. */
async function alone({ history, count, seen, rules }: Asked) {
  const visitor = interactionsFrom(history.map((item) => ({ user: 'you', item })))
  const empty = { ...visitor, userCount: 1, userIds: ['you'], offsets: Int32Array.of(0, 0) }
  const { histories, unknownItems } = alignHistories(history.length > 0 ? visitor : empty, itemIds)
  const compiled = rules && compileRules(rules, { itemIds, table })
  const [list] = await recommend(recommender, histories, { count, seen, rules: compiled })
  return {
    answer: {
      ...list,
      items: list!.items.map((each) => ({ ...each, title: `Item ${each.item}` })),
      unknownItems,
      ...(compiled && compiled.unknownItems.length > 0 && { unknownInRules: compiled.unknownItems }),
    },
  }
}

it('answers many questions together, whatever their rules, as the library answers each alone', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(question, { minLength: 1, maxLength: 8 }), async (questions) => {
      const outcomes = await engine.answer(questions)
      expect(outcomes).toEqual(await Promise.all(questions.map(alone)))
    }),
    { numRuns: 200 },
  )
})

it('computes the scores of questions with different rules once', async () => {
  let passes = 0
  const counted = modelEngine({
    recommender: {
      ...recommender,
      itemIds,
      popularity: recommender.popularity,
      score(histories) {
        passes++
        return recommender.score(histories)
      },
    },
    model: about,
  })
  const asked = ['2', '3', '4'].map((id) => ({ ...plain([id]), rules: { exclude: [id] } }))
  await counted.answer(asked)
  expect(passes).toBe(1)
})

it('refuses rules that do not fit the item table, and answers those asked with them', async () => {
  const [bad, good] = await engine.answer([
    { ...plain(['1']), rules: { where: "colour = 'red'" } },
    plain(['1']),
  ])
  expect(bad).toMatchObject({ refusal: expect.stringContaining('colour') })
  expect(good).toEqual(await alone(plain(['1'])))
})

it('says that a model without times does not know what is trending', async () => {
  const outcomes = await engine.answer([
    { ...plain([]), fallback: 'trending' },
    { kind: 'popular', count: 3, by: 'trending' },
  ])
  expect(outcomes).toEqual([
    { refusal: "fallback: 'trending' needs a model that was trained with times, got one without" },
    { refusal: "by: 'trending' needs a model that was trained with times, got one without" },
  ])
})

it('says what is popular, under rules', async () => {
  const [outcome] = await engine.answer([
    { kind: 'popular', count: 3, by: 'popular', rules: { where: 'price < 20', exclude: ['nowhere'] } },
  ])
  const compiled = compileRules({ where: 'price < 20' }, { itemIds, table })
  const { items, basis } = popularItems(recommender, { count: 3, rules: compiled })
  expect(outcome).toEqual({
    answer: {
      basis,
      items: items.map((each) => ({ ...each, title: `Item ${each.item}` })),
      unknownInRules: ['nowhere'],
    },
  })
})

it('says which texts of the rules no item has', async () => {
  const rules = { where: "brand in ('b1', 'b9')" }
  const outcomes = await engine.answer([
    { ...plain(['1']), rules },
    { kind: 'popular', count: 3, by: 'popular', rules },
    { kind: 'similar', item: '5', count: 4, rules },
  ])
  const unmetValues = [{ column: 'brand', value: 'b9' }]
  expect(outcomes).toEqual(outcomes.map(() => ({ answer: expect.objectContaining({ unmetValues }) })))
})

it('says which texts that limit a list are lists', async () => {
  const lists = itemTable(tableFrom(itemIds.map((id, i) => ({ id, tags: i % 2 ? 'wool' : 'wool, red' }))))
  const rules = { per: { tags: 2 } }
  const compiled = compileRules(rules, { itemIds, table: lists })
  expect(unknownIn(compiled)).toEqual({ listsInGroups: [{ column: 'tags', list: 'wool, red' }] })
})

it('says how many items have no value in a column that the rules ask', () => {
  const prices = itemTable(tableFrom(itemIds.map((id, i) => ({ id, price: i < 3 ? undefined : i }))))
  const compiled = compileRules({ where: 'price > 5' }, { itemIds, table: prices })
  expect(unknownIn(compiled)).toEqual({ withoutValue: [{ column: 'price', items: 3, are: 'unmet' }] })
})

it('says which texts that = compares whole cells with stand within lists too', async () => {
  const lists = itemTable(tableFrom(itemIds.map((id, i) => ({ id, tags: i % 2 ? 'wool' : 'wool, red' }))))
  const compiled = compileRules({ where: 'tags = wool' }, { itemIds, table: lists })
  expect(unknownIn(compiled)).toEqual({
    textsInLists: [{ column: 'tags', value: 'wool', list: 'wool, red' }],
  })
})

it('says what is like an item, under rules, and that it does not know one', async () => {
  const outcomes = await engine.answer([
    { kind: 'similar', item: '5', count: 4 },
    { kind: 'similar', item: '5', count: 4, rules: { where: 'price < 20' } },
    { kind: 'similar', item: 'Ω', count: 4 },
  ])
  const rules = compileRules({ where: 'price < 20' }, { itemIds, table })
  const expected = [
    await similarItems(recommender, '5', { count: 4 }),
    await similarItems(recommender, '5', { count: 4, rules }),
  ].map(({ measure, items }) => ({
    answer: { measure, items: items.map((each) => ({ ...each, title: `Item ${each.item}` })) },
  }))
  expect(outcomes).toEqual([
    ...expected,
    { refusal: "item must be known to the model, got 'Ω'", isMissing: true },
  ])
})

it('says why items have their scores, for histories with items that it does not know', async () => {
  const outcomes = await engine.answer([
    { kind: 'explain', history: ['1', 'Ω', '2'], items: ['5', '6'] },
    { kind: 'explain', history: ['1'], items: ['5', 'Ω'] },
    { kind: 'explain', history: [], items: ['5'] },
  ])
  const { histories } = alignHistories(
    interactionsFrom(['1', '2'].map((item) => ({ user: 'you', item }))),
    itemIds,
  )
  expect(outcomes.slice(0, 2)).toEqual([
    { answer: { explanations: await explain(recommender, histories, ['5', '6']), unknownItems: ['Ω'] } },
    { refusal: "items must be known to the model, got 'Ω'", isMissing: true },
  ])
  expect(outcomes[2]).toMatchObject({ answer: { explanations: [{ item: '5', contributions: [] }] } })
})

it('a list that is cut short does not say that it is filled where it is not', async () => {
  const train = interactionsFrom([
    ...['tea', 'milk'].map((item) => ({ user: 'ann', item })),
    ...['rum', 'salt', 'oil'].map((item) => ({ user: 'bob', item })),
  ])
  expect([...entriesOf(train)]).toHaveLength(5)
  const knn = itemKnn()
  await knn.fit(train)
  const own = modelEngine({ recommender: knn, model: { ...about, items: 5 } })
  const ask = (count: number) => ({ ...plain(['tea']), count })
  const outcomes = await own.answer([ask(1), ask(3)])
  const [one, three] = outcomes.map((outcome) => ('answer' in outcome ? outcome.answer : undefined))
  expect(one).toMatchObject({ items: [{ item: 'milk' }] })
  expect(one).not.toHaveProperty('filledFrom')
  expect(three).toMatchObject({ filledFrom: 1, items: { length: 3 } })
})

it('counts an item that a history has twice once', async () => {
  const [id] = itemIds
  expect(await engine.answer([plain([id!, id!])])).toEqual(await engine.answer([plain([id!])]))
})

it('a model of ratings answers for those of each history, also beside histories without', async () => {
  const rated = await fittedRatings()
  const own = modelEngine({ recommender: rated, model: { ...about, name: 'mf', items: 30 } })
  const all = interactionsFrom(ratedByParity)
  const { histories } = alignHistories(all, rated.itemIds)
  const expected = await recommend(rated, histories, { count: 5 })
  const bare = await recommend(rated, { ...histories, values: undefined }, { count: 5 })
  const historyOf = (user: number) => {
    const entries = ratedByParity.filter((entry) => entry.user === all.userIds[user])
    return { history: entries.map(({ item }) => item), ratings: entries.map(({ value }) => value) }
  }
  const users = [...all.userIds.keys()]
  const outcomes = await own.answer(
    users.map((user) => {
      const { history, ratings } = historyOf(user)
      return { ...plain(history), ...(user % 3 > 0 && { ratings }) }
    }),
  )
  const unknownItems: string[] = []
  expect(outcomes).toEqual(
    users.map((user) => ({ answer: { ...(user % 3 > 0 ? expected : bare)[user], unknownItems } })),
  )
  const { history, ratings } = historyOf(1)
  const reasons = { kind: 'explain' as const, history, ratings, items: ['1', '2'] }
  const [explained] = await own.answer([reasons])
  const explanations = await explain(rated, selectUsers(histories, [1]), ['1', '2'])
  expect(explained).toEqual({ answer: { explanations, unknownItems } })
  const twice = { ...plain([...history, history[0]!]), ratings: [0, ...ratings.slice(1), ratings[0]!] }
  expect(await own.answer([twice])).toEqual([{ answer: { ...expected[1], unknownItems } }])
  await expect(own.answer([{ ...plain(history), ratings: [5] }])).rejects.toThrow(
    'ratings must be one for each id of the history, got 1 for 12',
  )
})

describe('refuses', () => {
  it('an item table without a row of an item of the model', () => {
    const foreign = itemTable(tableFrom([{ id: 'Ω' }], { name: 'products' }))
    expect(() => modelEngine({ recommender, model: about, table: foreign })).toThrow(
      "got 'Ω' in products, none of which is one",
    )
  })

  it('a model that was not fitted', () => {
    expect(() => modelEngine({ recommender: ease(), model: about })).toThrow(
      "modelEngine: the model must be fitted, got 'ease' without items",
    )
  })

  it('in its trial, a model whose scores are no numbers', async () => {
    const spoilt = {
      ...recommender,
      itemIds,
      async score({ userCount, itemCount }: { userCount: number; itemCount: number }) {
        return new Float32Array(userCount * itemCount).fill(Number.POSITIVE_INFINITY)
      },
    }
    const bad = modelEngine({ recommender: spoilt, model: { ...about, run: 'runs/bad' } })
    await expect(proveEngine(bad, itemIds)).rejects.toThrow(
      'runs/bad: ease 1: scores must be finite, got Infinity',
    )
    await proveEngine(engine, itemIds)
  })
})

function plain(history: string[]): Asked {
  return { kind: 'recommend', history, count: 5, seen: 'exclude', fallback: 'popular' }
}
