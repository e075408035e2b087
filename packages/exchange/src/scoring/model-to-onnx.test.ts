import { useBackend } from '@hvamp/backends'
import {
  alignHistories,
  type Interactions,
  interactionsFrom,
  selectUsers,
  syntheticInteractions,
} from '@hvamp/data'
import {
  type FitOptions,
  makeModel,
  networkRecommender,
  popularItems,
  type Recommender,
  recommend,
  restore,
} from '@hvamp/models'
import { type ModelName, modelDefinitions, modelNames } from '@hvamp/models/definitions'
import { expectClose, withEmptyHistory } from '@hvamp/testing'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { modelToOnnx, type OnnxOptions } from '../index'

const items = 130 // more than a list of 100, so that the end of the ranking is cut
const { interactions } = syntheticInteractions({ users: 80, items, interactionsPerUser: 12, seed: 5 })
const usersBetween = (from: number, to: number) =>
  selectUsers(
    interactions,
    Array.from({ length: to - from }, (_, i) => from + i),
  )
const train = usersBetween(0, 60)
const strangers = withEmptyHistory(usersBetween(60, 79))

const close = { rtol: 1e-4, atol: 1e-5 }
const tiny = { hidden: 9, latent: 5, pseudoInputs: 6 }
const options: Partial<Record<ModelName, Record<string, unknown>[]>> = {
  hvamp: [
    { ...tiny, upperLatent: 3 },
    { ...tiny, upperLatent: 3, layers: 1, gated: false },
    { ...tiny, layers: 3, prior: 'mixture' },
  ],
  vamp: [
    { ...tiny, gated: true, layers: 2 },
    { ...tiny, pseudoInputSupport: 'users', pseudoInputItems: 4 },
  ],
  'mult-vae': [tiny, { ...tiny, layers: 2, likelihood: 'bernoulli' }],
  'mult-dae': [{ hidden: 9, latent: 5 }],
  recvae: [{ ...tiny, layers: 3 }],
  vasp: [{ hidden: 9, latent: 5, layers: 2 }],
  cdae: [{ latent: 6 }],
  ials: [{ factors: 12, l2: 0.01, frequencyExponent: 0.7 }],
  wmf: [{ factors: 12 }, { factors: 40, l2: 0.1 }],
  slim: [{ l1: 0.5, l2: 1 }, { l1: 1e6 }],
  ease: [{ l2: 10 }],
  edlae: [{ l2: 10 }],
  rdlae: [{ l2: 10, diagonal: 0.1 }],
  elsa: [{ factors: 6 }],
  'item-knn': [{ neighbours: 7 }],
  'user-knn': [{ neighbours: 9 }, { neighbours: 1000 }],
  mf: [{ factors: 6 }, { factors: 4, weighting: 'perVector' }],
  autorec: [{ hidden: 8 }],
  popularity: [{}],
}
const cases = modelNames.flatMap((name) => options[name]!.map((own) => ({ name, own })))

beforeAll(() => useBackend('cpu'))

describe.each(cases)('$name $own', ({ name, own }) => {
  const isRated = 'ofRatings' in modelDefinitions[name]
  let model: Recommender
  beforeAll(async () => {
    model = makeModel(name, own)
    const fit: FitOptions = 'epochs' in modelDefinitions[name].fit ? { epochs: 1, batchSize: 30 } : {}
    await model.fit(train, fit)
  })

  it('scores and ranks in onnxruntime as here', async () => {
    const histories = isRated ? strangers : { ...strangers, values: undefined }
    const scores = await model.score(histories)
    for (const given of [{}, { input: 'dense', seen: 'keep', topK: 7 }] satisfies OnnxOptions[]) {
      const onnx = await outputsOf(model, histories, given)
      expectClose(onnx.allScores, scores, close)
      const { topK: count = 100, seen = 'exclude' } = given as OnnxOptions
      const lists = await recommend(model, histories, { count, seen })
      for (const [user, { items: expected }] of lists.entries()) {
        const list = onnx.listOf(user)
        expect(list.length).toBe(expected.length)
        expectClose(
          list.map(({ score }) => score),
          expected.map(({ score }) => score),
          close,
        )
        const scoreOf = new Map(expected.map(({ item, score }) => [item, score]))
        for (const [rank, { item, score }] of list.entries()) {
          if (item === expected[rank]!.item) continue // of items with nearly the same score either may be first
          expectClose([scoreOf.get(item) ?? expected.at(-1)!.score], [score], close)
        }
      }
    }
  })
})

describe('modelToOnnx', () => {
  const visitor = (ids: string[]) =>
    alignHistories(interactionsFrom(ids.map((item) => ({ user: 'you', item }))), train.itemIds).histories

  it('lists popular items for a history without items, and nothing where everything was seen', async () => {
    const model = makeModel('ease')
    await model.fit(train)
    const histories = withEmptyHistory(visitor([...train.itemIds]))
    const onnx = await outputsOf(model, histories, { topK: 5 })
    expect(onnx.listOf(0)).toEqual([])
    expect(onnx.listOf(1)).toEqual((await recommend(model, histories, { count: 5 }))[1]!.items)
  })

  it('counts a rating that is not known as the highest one', async () => {
    const model = makeModel('mf', { factors: 4 })
    await model.fit(train)
    const histories = { ...strangers, values: undefined }
    const unknown = { ...strangers, values: new Float32Array(strangers.items.length).fill(Number.NaN) }
    const onnx = await outputsOf(model, unknown, {})
    expectClose(onnx.allScores, await model.score(histories), close)
  })

  it('counts an item once that a history names twice, and takes histories without any item', async () => {
    const model = makeModel('wmf', { factors: 5 })
    await model.fit(train)
    const session = await InferenceSession.create(await modelToOnnx(model, { topK: 4 }))
    const run = async (numbers: number[], shape: [number, number]) => {
      const history = new Tensor('int64', BigInt64Array.from(numbers, BigInt), shape)
      const { items: found, scores } = await session.run({ history })
      return { items: found!.data, scores: scores!.data }
    }
    expect(await run([3, 3, -1, 8], [1, 4])).toEqual(await run([8, 3], [1, 2]))
    const popular = popularItems(model, { count: 4 }).items.map(({ item }) => model.itemIds.indexOf(item))
    expect(Array.from((await run([], [2, 0])).items, Number)).toEqual([...popular, ...popular])
    expect(Array.from((await run([-1, -1], [1, 2])).items, Number)).toEqual(popular)
  })

  it('lists by its own scores where the model keeps no counts', async () => {
    const fitted = makeModel('item-knn')
    await fitted.fit(train)
    const model = restore({ ...(await fitted.state()), popularity: undefined })
    const onnx = await outputsOf(model, strangers, { topK: 6 })
    const lists = await recommend(model, strangers, { count: 6 })
    expectClose(
      onnx.listOf(2).map(({ score }) => score),
      lists[2]!.items.map(({ score }) => score),
    )
    expect(onnx.listOf(strangers.userCount - 1)).toEqual(lists.at(-1)!.items)
  })

  it('stops at the number of an item that it has not', async () => {
    const model = makeModel('popularity')
    await model.fit(train)
    const quiet = { logSeverityLevel: 4 } as const
    const session = await InferenceSession.create(await modelToOnnx(model), quiet)
    const history = new Tensor('int64', BigInt64Array.of(BigInt(model.itemIds.length)), [1, 1])
    await expect(session.run({ history })).rejects.toThrow(/out of data bounds/)
  })

  it('refuses a list that is longer than the model has items, and models that it does not know', async () => {
    const model = makeModel('popularity')
    await model.fit(train)
    const most = model.itemIds.length
    for (const topK of [0, most + 1, 1.5, Number.NaN]) {
      await expect(modelToOnnx(model, { topK })).rejects.toThrow(
        `modelToOnnx: topK must be an integer in [1, ${most}], got ${topK}`,
      )
    }
    const own = networkRecommender({
      name: 'mine',
      build: () => {
        throw new Error('is not built')
      },
    })
    await expect(modelToOnnx(own)).rejects.toThrow("got 'mine'")
    await expect(modelToOnnx(makeModel('ease'))).rejects.toThrow('ease: must be fitted before it is saved')
  })
})

/** What onnxruntime computes for histories. */
async function outputsOf(model: Recommender, histories: Interactions, given: OnnxOptions) {
  const session = await InferenceSession.create(await modelToOnnx(model, given))
  const feeds = given.input === 'dense' ? denseFeeds(histories) : listFeeds(histories)
  const { items: found, scores, all_scores: all } = await session.run(feeds)
  const [, count] = found!.dims as [number, number]
  return {
    allScores: all!.data as Float32Array,
    listOf(user: number) {
      const numbers = (found!.data as BigInt64Array).subarray(user * count, (user + 1) * count)
      return Array.from(numbers, (number, rank) => ({
        item: model.itemIds[Number(number)]!,
        score: (scores!.data as Float32Array)[user * count + rank]!,
      })).filter((_, rank) => numbers[rank] !== -1n)
    },
  }
}

function listFeeds({ userCount, offsets, items: all, values }: Interactions): Record<string, Tensor> {
  const lengths = Array.from({ length: userCount }, (_, user) => offsets[user + 1]! - offsets[user]!)
  const shape = [userCount, Math.max(...lengths)]
  const history = new BigInt64Array(shape[0]! * shape[1]!).fill(-1n)
  const ratings = new Float32Array(history.length)
  for (const [user, length] of lengths.entries()) {
    for (let i = 0; i < length; i++) {
      history[user * shape[1]! + i] = BigInt(all[offsets[user]! + i]!)
      ratings[user * shape[1]! + i] = values?.[offsets[user]! + i] ?? 0
    }
  }
  return {
    history: new Tensor('int64', history, shape),
    ...(values && { ratings: new Tensor('float32', ratings, shape) }),
  }
}

function denseFeeds({
  userCount,
  itemCount,
  offsets,
  items: all,
  values,
}: Interactions): Record<string, Tensor> {
  const history = new Float32Array(userCount * itemCount)
  for (let user = 0; user < userCount; user++) {
    for (let i = offsets[user]!; i < offsets[user + 1]!; i++) {
      history[user * itemCount + all[i]!] = values?.[i] ?? 1
    }
  }
  return { history: new Tensor('float32', history, [userCount, itemCount]) }
}
