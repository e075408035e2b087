import { alignHistories, type Interactions, interactionsFrom, selectUsers } from '@hvamp/data'
import {
  explain,
  itemSimilarities,
  itemVectors,
  popularItems,
  type Recommender,
  recommend,
  similarItems,
} from '@hvamp/models'
import { type CompiledRules, compileRules, type Rules } from '@hvamp/rules'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectClose } from './expect-close'
import { allowedBy, type Row, rowsArbitrary, rulesArbitrary, tableOf } from './random-rules'

/** What a recommender is asked in these tests. */
export interface ServedModel {
  readonly model: Recommender
  /** Histories, the last of them empty. */
  readonly histories: Interactions
}

/**
 * What every recommender must keep when it is asked under rules: the list that scoring everything and filtering afterwards gives,
 * and an answer for everyone or the reason why there is none.
 *
 * @param served the fitted model, asked for when tests run
 * @param options.runs random rules that are tried
 */
export function describeServing(
  served: () => ServedModel,
  { runs = 25 }: { readonly runs?: number } = {},
): void {
  describe('under rules', () => {
    it('recommends what scoring everything and filtering afterwards gives', async () => {
      const { model, histories } = served()
      const { itemIds } = model
      const names = itemIds.map((_, item) => `i${item}`) // of random tables
      const rename = (id: string) => itemIds[Number(id.slice(1))] ?? `unknown ${id}`
      const scores = await model.score(histories)
      const asked = fc.record({
        rows: rowsArbitrary(names.length),
        rules: rulesArbitrary(names.length),
        count: fc.integer({ min: 1, max: names.length + 1 }),
        seen: fc.constantFrom('exclude' as const, 'keep' as const),
      })
      await fc.assert(
        fc.asyncProperty(asked, async ({ rows, rules, count, seen }) => {
          const ownRows = rows.map((row) => ({ ...row, id: rename(String(row.id)) }))
          fc.pre(ownRows.some(({ id }) => itemIds.includes(id)))
          const ownRules = renamed(rules, rename)
          const compiled = compileRules(ownRules, { itemIds, table: tableOf(ownRows) })
          const lists = await recommend(model, histories, { count, seen, rules: compiled })
          const expected = await expectedLists({
            ...served(),
            scores,
            rows: ownRows,
            rules: ownRules,
            count,
            seen,
          })
          expect(lists.map(({ items }) => items.map(({ item }) => item))).toEqual(expected)
        }),
        { numRuns: runs },
      )
    })

    it('gives popular items to a history without items, and to one of unknown items alone', async () => {
      const { model } = served()
      const visitors = interactionsFrom([
        { user: 'new', item: 'unheard of' },
        { user: 'known', item: model.itemIds[3]! },
      ])
      const { histories } = alignHistories(visitors, model.itemIds)
      const rules = compileRules({ exclude: [model.itemIds[0]!] }, { itemIds: model.itemIds })
      const [first, second] = await recommend(model, histories, { count: 4, rules })
      expect(first).toEqual(popularItems(model, { count: 4, rules }))
      expect(first!.basis).toBe('popular')
      expect(first!.items).toHaveLength(4)
      expect(second!.basis).toBe(model.scale === 'count' ? 'popular' : 'history')
      expect(second!.items).toHaveLength(4)
    })

    it('gives the one candidate that is left, or says why there is none', async () => {
      const { model, histories } = served()
      const { itemIds } = model
      const everything = interactionsFrom(itemIds.map((item) => ({ user: 'all', item })))
      const all = alignHistories(everything, itemIds).histories
      expect(await recommend(model, all)).toEqual([
        {
          basis: model.scale === 'count' ? 'popular' : 'history',
          items: [],
          reason: 'every allowed item is in the history',
        },
      ])
      expect((await recommend(model, all, { seen: 'keep', count: 1000 }))[0]!.items).toHaveLength(
        itemIds.length,
      )
      const [left, ...seen] = itemIds
      const allButOne = alignHistories(
        interactionsFrom(seen.map((item) => ({ user: 'all but one', item }))),
        itemIds,
      ).histories
      const [last] = await recommend(model, allButOne, { count: 5 })
      expect(last!.items.map(({ item }) => item)).toEqual([left])
      const seenAlone = compileRules({ among: seen.slice(0, 1) }, { itemIds })
      expect(await recommend(model, allButOne, { rules: seenAlone })).toMatchObject([
        { items: [], reason: 'every allowed item is in the history' },
      ])
      const nobody = selectUsers(histories, [histories.userCount - 1])
      const one = compileRules({ among: [itemIds[5]!] }, { itemIds })
      const none = compileRules({ among: [] }, { itemIds })
      for (const asked of [nobody, selectUsers(histories, [0])]) {
        const [single] = await recommend(model, asked, { rules: one, seen: 'keep' })
        expect(single!.items.map(({ item }) => item)).toEqual([itemIds[5]])
        const [empty] = await recommend(model, asked, { rules: none })
        expect(empty).toMatchObject({ items: [], reason: 'the rules allow no item of the model' })
      }
    })

    it('refuses rules for other items', async () => {
      const { model, histories } = served()
      const rules: CompiledRules = compileRules({}, { itemIds: ['a', 'b'] })
      await expect(recommend(model, histories, { rules })).rejects.toThrow(
        `recommend: rules must have the model's ${model.itemIds.length} items, got 2`,
      )
    })
  })
}

/**
 * What every recommender must keep when it is asked which items are like one, and why an item is recommended.
 *
 * @param served the fitted model, asked for when tests run
 */
export function describeReasons(served: () => ServedModel): void {
  it('finds items like each item, but for itself, under rules', async () => {
    const { model } = served()
    const { itemIds } = model
    const { measure, similarTo } = await itemSimilarities(model)
    expect(measure).toBe(model.embed ? 'vectors' : model.neighbourhood ? 'neighbours' : 'score')
    const rules = compileRules({ exclude: [itemIds[0]!] }, { itemIds })
    for (const { item, items } of await similarTo(itemIds, { count: 3, rules })) {
      expect(items.length).toBeGreaterThan(0)
      const found = items.map((each) => each.item)
      expect(found).not.toContain(item)
      expect(found).not.toContain(itemIds[0])
      const scores = items.map(({ score }) => score)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
    }
    const alone = await similarItems(model, itemIds[7]!, { count: 3, rules })
    expect(alone).toEqual((await similarTo([itemIds[7]!], { count: 3, rules }))[0])
    await expect(similarTo(['unheard of'])).rejects.toThrow(
      "similarItems: items must be known to the model, got 'unheard of'",
    )
  })

  it('has a vector for each item, or says that it has none', async () => {
    const { model } = served()
    if (!model.embed) {
      await expect(itemVectors(model)).rejects.toThrow(`must have vectors, got ${model.name}, which has none`)
      return
    }
    const { shape, values } = await itemVectors(model)
    expect(shape[0]).toBe(model.itemIds.length)
    expect(values).toHaveLength(shape[0]! * shape[1]!)
    expect(values.every(Number.isFinite)).toBe(true)
    expectClose((await itemVectors(model, { batchSize: 3 })).values, values, { rtol: 1e-4, atol: 1e-5 })
  })

  it('says what each item of a history contributes to scores, as a sum or by leaving it out', async () => {
    const { model, histories } = served()
    const { itemIds } = model
    const history = selectUsers(histories, [2])
    const [list] = await recommend(model, history, { count: 3 })
    const asked = list!.items.map(({ item }) => item)
    const reasons = await explain(model, history, asked)
    const scores = await model.score(history)
    const own = Array.from(history.items, (item) => itemIds[item]!)
    for (const [i, { item, score, method, contributions, rest }] of reasons.entries()) {
      expect(item).toBe(asked[i])
      expect(score).toBe(scores[itemIds.indexOf(item)])
      expect(contributions.map((each) => each.item).sort()).toEqual([...own].sort())
      const parts = contributions.map(({ contribution }) => contribution)
      expect(parts).toEqual([...parts].sort((a, b) => b - a))
      if (method === 'exact') {
        expectClose([parts.reduce((sum, part) => sum + part, rest!)], [score], { rtol: 1e-4, atol: 1e-6 })
        const nothing = await model.score(selectUsers(histories, [histories.userCount - 1]))
        expectClose([rest!], [nothing[itemIds.indexOf(item)]!], { rtol: 1e-4, atol: 1e-6 })
        continue
      }
      for (const { item: left, contribution } of contributions) {
        const shorter = selectItemsOf(history, (id) => id !== left)
        const without = await model.score(shorter)
        const level = (all: Float32Array) =>
          model.scale === 'logProbability' ? Math.log(all.reduce((sum, each) => sum + Math.exp(each), 0)) : 0
        const at = itemIds.indexOf(item)
        const expected = scores[at]! - level(scores) - (without[at]! - level(without))
        expectClose([contribution], [expected], { rtol: 1e-3, atol: 1e-4 })
      }
    }
    expect(await explain(model, history, asked, { batchSize: 2 })).toHaveLength(asked.length)
    await expect(explain(model, histories, asked)).rejects.toThrow(
      'explain: history must be of one user, got',
    )
    await expect(explain(model, history, ['unheard of'])).rejects.toThrow(
      "explain: items must be known to the model, got 'unheard of'",
    )
  })
}

/** The history of one user without some items. */
function selectItemsOf(history: Interactions, keep: (id: string) => boolean): Interactions {
  const kept = [...history.items.keys()].filter((at) => keep(history.itemIds[history.items[at]!]!))
  return {
    ...history,
    offsets: Int32Array.of(0, kept.length),
    items: Int32Array.from(kept, (at) => history.items[at]!),
    values: history.values && Float32Array.from(kept, (at) => history.values![at]!),
    positions: undefined,
  }
}

/** Rules about items of other names. */
function renamed(rules: Rules, rename: (id: string) => string): Rules {
  const ids = (choice: Rules['among']) => (Array.isArray(choice) ? choice.map(rename) : choice)
  const { among, exclude, weights } = rules
  return {
    ...rules,
    ...(among !== undefined && { among: ids(among) as string[] }),
    ...(exclude !== undefined && { exclude: ids(exclude) as string[] }),
    ...(typeof weights === 'object' && {
      weights: Object.fromEntries(Object.entries(weights).map(([id, weight]) => [rename(id), weight])),
    }),
  }
}

interface Asked extends ServedModel {
  readonly scores: Float32Array
  readonly rows: readonly Row[]
  readonly rules: Rules
  readonly count: number
  readonly seen: 'exclude' | 'keep'
}

/** The lists by scoring all items, sorting them, and filtering them one after another. */
async function expectedLists({
  model,
  histories,
  scores,
  rows,
  rules,
  count,
  seen,
}: Asked): Promise<string[][]> {
  const { itemIds, scale, popularity } = model
  const allowed = new Set(allowedBy(itemIds, rows, rules))
  const weightOf = (item: number) => (rules.weights as Record<string, number>)?.[itemIds[item]!] ?? 1
  const isLogarithmic = scale === 'logProbability' || scale === 'logOdds'
  const popular = itemIds.map((_, item) => popularity!.counts[item]! * weightOf(item))
  return histories.userIds.map((_, user) => {
    const [start, end] = [histories.offsets[user]!, histories.offsets[user + 1]!]
    const history = new Set(histories.items.subarray(start, end))
    const score = (item: number): number => {
      if (history.size === 0) return popular[item]!
      const own = scores[user * itemIds.length + item]!
      if (isLogarithmic) return Math.fround(own + Math.fround(Math.log(weightOf(item))))
      return Math.fround(own > 0 ? own * weightOf(item) : own / weightOf(item))
    }
    const tie = (a: number, b: number) => (scale === 'evidence' ? popular[b]! - popular[a]! : 0)
    const ranking = [...itemIds.keys()].sort((a, b) => score(b) - score(a) || tie(a, b) || a - b)
    const taken: Record<string, number> = {}
    const list: string[] = []
    for (const item of ranking) {
      const id = itemIds[item]!
      if (list.length === count || !allowed.has(id) || (seen === 'exclude' && history.has(item))) continue
      const row = rows.find((each) => each.id === id)
      const groups = Object.entries(rules.per ?? {}).filter(([column]) => row?.[column] !== undefined)
      const keys = groups.map(([column]) => `${column} ${row![column]}`)
      if (groups.some(([, atMost], i) => (taken[keys[i]!] ?? 0) >= atMost)) continue
      for (const key of keys) taken[key] = (taken[key] ?? 0) + 1
      list.push(id)
    }
    return list
  })
}
