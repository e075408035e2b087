import { selectItems, selectUsers, syntheticInteractions } from '@hvamp/data'
import { type FitOptions, type Recommender, recommend, restore } from '@hvamp/models'
import { memory } from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeReasons, describeServing } from './describe-serving'
import { expectClose } from './expect-close'
import { withEmptyHistory } from './with-empty-history'

const { interactions } = syntheticInteractions({ users: 70, items: 40, interactionsPerUser: 8, seed: 2 })
const items = interactions.itemCount
const usersBetween = (from: number, to: number) =>
  selectUsers(
    interactions,
    Array.from({ length: to - from }, (_, i) => from + i),
  )
const train = usersBetween(0, 50)
const strangers = withEmptyHistory(usersBetween(50, 69))

/**
 * What every recommender must keep: it scores anyone, recommends nothing twice, and is the same once it was saved.
 *
 * A backend must be ready before the suite runs (`beforeAll(() => useBackend('wasm'))`).
 *
 * @param create a model that is not fitted yet
 * @param fit options that make fitting quick
 * @param options.values whether it is a model of ratings, or each interaction counts as one
 */
export function describeRecommender(
  name: string,
  create: () => Recommender,
  fit: FitOptions = {},
  { values = 'ignored' }: { values?: 'ignored' | 'used' } = {},
): void {
  describe(`${name} is a recommender`, () => {
    let model: Recommender
    beforeAll(async () => {
      model = create()
      await model.fit(train, fit)
    })
    afterAll(() => model.dispose())

    it('scores every item for people it never saw, even without a history, the same each time', async () => {
      const scores = await model.score(strangers)
      expect(scores.length).toBe(strangers.userCount * items)
      expect(scores.every(Number.isFinite)).toBe(true)
      expect(await model.score(strangers)).toEqual(scores)
    })

    it('scores each as if alone', async () => {
      const scores = await model.score(strangers)
      for (const user of [0, 7, strangers.userCount - 1]) {
        const alone = await model.score(selectUsers(strangers, [user]))
        expectClose(scores.subarray(user * items, (user + 1) * items), alone, { rtol: 1e-4, atol: 1e-5 })
      }
    })

    it('gives an array that is not its own: what is done to it changes nothing', async () => {
      const scores = await model.score(strangers)
      const before = scores.slice()
      scores.fill(Number.NaN)
      expect(await model.score(strangers)).toEqual(before)
    })

    it('recommends what scores best and is not in the history', async () => {
      const lists = await recommend(model, strangers, { count: 5 })
      const scores = await model.score(strangers)
      const counts = model.scale === 'evidence' ? model.popularity!.counts : []
      const tie = (a: number, b: number) => (counts[b] ?? 0) - (counts[a] ?? 0)
      for (const [user, list] of lists.entries()) {
        const { offsets, items: all } = strangers
        const history = all.subarray(offsets[user]!, offsets[user + 1]!)
        if (history.length === 0) continue // gets popular items
        const own = scores.subarray(user * items, (user + 1) * items)
        const unseen = [...own.keys()].filter((item) => !history.includes(item))
        const best = unseen.sort((a, b) => own[b]! - own[a]! || tie(a, b) || a - b).slice(0, 5)
        expect(list.items.map(({ item }) => item)).toEqual(best.map((item) => train.itemIds[item]))
        expectClose(
          list.items.map(({ score }) => score),
          best.map((item) => own[item]!),
        )
      }
    })

    it('has a vector for each history, where it has one', async () => {
      if (!model.embed) return
      const { shape, values } = await model.embed(strangers)
      expect(shape[0]).toBe(strangers.userCount)
      expect(values.length).toBe(shape[0]! * shape[1]!)
      expect(values.every(Number.isFinite)).toBe(true)
      const { values: alone } = await model.embed(selectUsers(strangers, [3]))
      expectClose(values.subarray(3 * shape[1]!, 4 * shape[1]!), alone, { rtol: 1e-4, atol: 1e-5 })
    })

    it('has a place for each history, where it has latents', async () => {
      if (!model.locate) return
      const { means, components } = await model.locate(strangers)
      expect(means.shape[0]).toBe(strangers.userCount)
      expect(means.values.length).toBe(means.shape[0]! * means.shape[1]!)
      expect(means.values.every(Number.isFinite)).toBe(true)
      if (components) expect(components.length).toBe(strangers.userCount)
    })

    it('refuses histories whose items are not numbered as its own', async () => {
      const fewer = selectItems(strangers, [0, 1, 2])
      await expect(model.score(fewer)).rejects.toThrow(`must have the model's ${items} items, got 3`)
      const turned = selectItems(strangers, [...Array(items).keys()].reverse())
      await expect(model.score(turned)).rejects.toThrow('must number their items as the model does')
    })

    it('is the same when it is restored from its state, as JSON and arrays', async () => {
      const state = await model.state()
      expect(state.itemIds).toEqual(train.itemIds)
      const restored = restore({ ...state, options: JSON.parse(JSON.stringify(state.options)) })
      expect(restored.name).toBe(model.name)
      expect(restored.itemIds).toEqual(model.itemIds)
      expect(await restored.score(strangers)).toEqual(await model.score(strangers))
      expect(await restored.state()).toEqual(state)
      restored.dispose()
    })

    it(`learns the same from the same, bit for bit, values being ${values}`, async () => {
      const learned = async (values: Float32Array | undefined) => {
        const other = create()
        await other.fit({ ...train, values }, fit)
        const state = await other.state()
        other.dispose()
        return state
      }
      const state = await model.state()
      expect(await learned(train.values)).toEqual(state)
      const others = train.values!.map((value) => 6 - value)
      if (values === 'ignored') {
        expect(await learned(others)).toEqual(state)
        expect(await learned(undefined)).toEqual(state)
      } else {
        expect(await learned(others)).not.toEqual(state)
        await expect(learned(undefined)).rejects.toThrow('must have values, the ratings, got none')
      }
    })

    it('must be fitted before it is used', async () => {
      const fresh = create()
      expect(fresh.itemIds).toEqual([])
      await expect(fresh.score(strangers)).rejects.toThrow('must be fitted before')
      await expect(fresh.state()).rejects.toThrow('must be fitted before')
      await expect(fresh.fit(selectUsers(train, []), fit)).rejects.toThrow('must have')
      fresh.dispose()
    })

    it('stops fitting when its signal is aborted', async () => {
      const fresh = create()
      const { stopped } = await fresh.fit(train, { ...fit, signal: AbortSignal.abort() })
      expect(stopped).toBe('aborted')
      fresh.dispose()
    })

    describeServing(() => ({ model, histories: strangers }))
    describeReasons(() => ({ model, histories: strangers }))

    it('leaves no tensor behind', async () => {
      const before = memory().numTensors
      const fresh = create()
      await fresh.fit(train, fit)
      const fitted = memory().numTensors
      await fresh.score(strangers)
      await fresh.embed?.(strangers)
      await fresh.locate?.(strangers)
      await recommend(fresh, strangers)
      await fresh.state()
      expect(memory().numTensors).toBe(fitted)
      fresh.dispose()
      expect(memory().numTensors).toBe(before)
    })
  })
}
