import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { useBackend } from '@hvamp/backends'
import { type Interactions, selectItems, splitUsers, syntheticInteractions } from '@hvamp/data'
import { expectClose } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  blend,
  blendWeights,
  ease,
  itemKnn,
  multVae,
  networkRecommender,
  popularity,
  type Recommender,
  restore,
  userKnn,
} from '../index'
import { loadModel, saveModel } from '../node'
import { standardise } from './standardise'

beforeAll(() => useBackend('cpu'))

describeRecommender('blend', () => blend([multVae({ hidden: 5, latent: 3 }), itemKnn()], [0.7, 0.3]), {
  epochs: 1,
  batchSize: 25,
})
describeRecommender('blend of models without tensors', () =>
  blend([ease(), userKnn(), popularity()], [2, 1, 0]),
)

const { interactions } = syntheticInteractions({ users: 60, items: 20, interactionsPerUser: 5, seed: 4 })
const { train, test } = splitUsers(interactions, { heldOut: 10 })

/** A model of given scores for each of some users. */
function scoring(name: string, rows: readonly (readonly number[])[]): Recommender {
  return {
    ...popularity(),
    name,
    itemIds: rows[0]!.map((_, item) => `${item}`),
    score: async () => Float32Array.from(rows.flat()),
  }
}

/** A model of a class, whose methods need their object. */
class Owned implements Recommender {
  readonly name = 'owned'
  readonly itemIds: readonly string[]
  readonly #row: readonly number[]
  constructor(row: readonly number[]) {
    this.#row = row
    this.itemIds = row.map((_, item) => `${item}`)
  }
  async score({ userCount }: Interactions) {
    return Float32Array.from(Array.from({ length: userCount }, () => this.#row).flat())
  }
  fit = popularity().fit
  state = popularity().state
  dispose() {}
}

/** Users who have the items of these numbers. */
function users(itemCount: number, ...histories: readonly number[][]): Interactions {
  return {
    userCount: histories.length,
    itemCount,
    offsets: Int32Array.of(0, ...histories.map((_, i) => histories.slice(0, i + 1).flat().length)),
    items: Int32Array.from(histories.flat()),
    userIds: histories.map((_, user) => `${user}`),
    itemIds: Array.from({ length: itemCount }, (_, item) => `${item}`),
  }
}

const none = Number.NEGATIVE_INFINITY

describe('scores of a blend', () => {
  it('are sums of z-scores over the items outside the history, where those of the history are scaled alike', async () => {
    const small = scoring('small', [[1, 2, 3, 50]])
    const large = scoring('large', [[300, 100, 100, 100]])
    const scores = await blend([small, large], [2, 0.5]).score(users(4, [3]))
    const [third, sixth] = [Math.sqrt(2 / 3), Math.sqrt(20_000) * (2 / 3)]
    expectClose(
      scores,
      [
        2 * (-1 / third) + 0.5 * (400 / 3 / sixth),
        0.5 * (-200 / 3 / sixth),
        2 * (1 / third) + 0.5 * (-200 / 3 / sixth),
        2 * (48 / third) + 0.5 * (-200 / 3 / sixth),
      ],
      { rtol: 1e-5, atol: 1e-6 },
    )
  })

  it('are the same of a model that is a class, also when weights are searched', async () => {
    const row = [1, 2, 3, 50]
    const other = scoring('other', [[300, 100, 200, 100]])
    const asked = users(4, [3])
    const [own, same] = [
      blend([new Owned(row), other], [2, 0.5]),
      blend([scoring('a', [row]), other], [2, 0.5]),
    ]
    expect(await own.score(asked)).toEqual(await same.score(asked))
    const held = { foldIn: asked, heldOut: users(4, [2]) }
    const { tried } = await blendWeights([new Owned(row), other], held, { steps: 2 })
    expect(tried.length).toBe(3)
  })

  it('do not change when a model has another unit or another zero', async () => {
    const other = scoring('other', [[3, -1, 0, 2, 7]])
    const row = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 5, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(
        row,
        fc.constantFrom(0.25, 2, 64),
        fc.integer({ min: -9, max: 9 }),
        async (own, unit, zero) => {
          const [before, after] = await Promise.all(
            [own, own.map((score) => unit * score + zero)].map((scores) =>
              blend([scoring('own', [scores]), other], [0.6, 0.4]).score(users(5, [1])),
            ),
          )
          expectClose(after!, before!, { rtol: 1e-5, atol: 1e-5 })
        },
      ),
    )
  })

  it('are those of the other models for a user whose items a model scores all alike', async () => {
    const constant = scoring('constant', [
      [0.1, 0.1, 0.1, 0.1],
      [0.1, 0.2, 0.1, 9],
    ])
    const other = scoring('other', [
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ])
    const asked = users(4, [3], [3])
    const [alone, both] = [
      await blend([other, constant], [1, 0]).score(asked),
      await blend([other, constant], [1, 1]).score(asked),
    ]
    expect(both.subarray(0, 4)).toEqual(alone.subarray(0, 4))
    expect(both.subarray(4)).not.toEqual(alone.subarray(4))
  })

  it('are −∞ where a model with a weight says −∞, which is no part of its mean', async () => {
    const limited = scoring('limited', [[none, 1, 3, none]])
    const other = scoring('other', [[4, 4, 2, 2]])
    const asked = users(4, [])
    expectClose((await blend([limited, other], [1, 1]).score(asked)).slice(1, 3), [0, 0])
    expect([...(await blend([limited, other], [1, 1]).score(asked))].map((score) => score === none)).toEqual([
      true,
      false,
      false,
      true,
    ])
    expectClose(await blend([limited, other], [0, 1]).score(asked), [1, 1, -1, -1])
    expect([
      ...(await blend([scoring('nothing', [[none, none]]), scoring('two', [[1, 2]])], [1, 1]).score(
        users(2, []),
      )),
    ]).toEqual([none, none])
  })

  it('are 0 for a user who has every item, or all but one', async () => {
    const model = blend([scoring('a', [[1, 2, 3]]), scoring('b', [[3, 2, 2]])], [1, 1])
    expect([...(await model.score(users(3, [0, 1, 2])))]).toEqual([0, 0, 0])
    expect([...(await model.score(users(3, [0, 1])))]).toEqual([0, 0, 0])
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('are refused where a model says %s', async (wrong) => {
    const model = blend([scoring('broken', [[1, wrong]]), scoring('b', [[3, 2]])], [1, 1])
    await expect(model.score(users(2, []))).rejects.toThrow(
      `blend: scores of broken must be finite or −∞, got ${wrong}`,
    )
  })

  it('are refused where a model gives another number of them', async () => {
    const model = blend([scoring('short', [[1, 2]]), scoring('b', [[3, 2]])], [1, 1])
    await expect(model.score(users(2, [], []))).rejects.toThrow('blend: short must give 4 scores, got 2')
  })
})

it('standardised scores have the mean 0 and the deviation 1 outside the history, whatever they were', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.float({ noNaN: true, min: -1000, max: 1000 }), fc.boolean()), { minLength: 3 }),
      (items) => {
        const scores = Float32Array.from(items, ([score]) => score)
        const isSeen = Uint8Array.from(items, ([, seen]) => Number(seen))
        const before = scores.filter((_, item) => !isSeen[item])
        standardise(scores, isSeen)
        const after = [...scores].filter((_, item) => !isSeen[item])
        if (new Set(before.map((score) => score + 0)).size < 2)
          expect(after.every((score) => Math.abs(score) === 0)).toBe(true)
        else {
          const mean = after.reduce((sum, score) => sum + score, 0) / after.length
          const variance = after.reduce((sum, score) => sum + (score - mean) ** 2, 0) / after.length
          expectClose([mean, variance], [0, 1], { rtol: 1e-3, atol: 1e-3 })
        }
      },
    ),
  )
})

describe('a blend', () => {
  const fitted = async () => {
    const models = [ease(), multVae({ hidden: 5, latent: 3 }), itemKnn({ neighbours: 5 })]
    for (const model of models) await model.fit(train, { epochs: 1 })
    return models
  }

  it('is the same once it was saved with all its models, and counts the items as they do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hvamp-blend-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const model = blend(await fitted(), [0.5, 0.3, 0.2])
    expect(model.popularity!.counts).toEqual((await fitted())[0]!.popularity!.counts)
    await saveModel(model, folder)
    const loaded = await loadModel(folder)
    expect(await loaded.score(test.foldIn)).toEqual(await model.score(test.foldIn))
    expect(await loaded.state()).toEqual(await model.state())
  })

  it('can have a blend and a network of your own among its models', async () => {
    const [one, two, three] = await fitted()
    const build = () => {
      throw new Error('built')
    }
    const model = blend([blend([one!, three!], [1, 1]), two!], [0.5, 0.5])
    const state = await model.state()
    expect(await restore(state).score(test.foldIn)).toEqual(await model.score(test.foldIn))
    const { parts } = state.options as { parts: { model: string }[] }
    const own = {
      ...state,
      options: { ...state.options, parts: [{ ...parts[0]!, model: 'mine' }, parts[1]!] },
    }
    expect(() => restore(own, { models: { mine: build } })).toThrow('built')
    expect(() => restore(own)).toThrow(/^restore: model must be one of .*, got 'mine'$/)
    expect(() => networkRecommender({ name: 'blend', build })).toThrow('must differ from those of the models')
  })

  it('is refused where a file of it is not as it was saved', async () => {
    const state = await blend((await fitted()).slice(0, 2), [1, 1]).state()
    const { options, arrays } = state
    const [first] = Object.keys(arrays)
    const { [first!]: moved, ...rest } = arrays
    expect(() => restore({ ...state, arrays: { ...rest, '7.weights': moved! } })).toThrow(
      "blend: '7.weights' must begin with the number of one of 2 parts",
    )
    expect(() => restore({ ...state, arrays: rest })).toThrow('is missing')
    expect(() => restore({ ...state, options: { ...options, weights: [1] } })).toThrow(
      'blend: weights must be 2, one for each model, got 1',
    )
    expect(() => restore({ ...state, options: { ...options, weights: [1, -1] } })).toThrow(
      'blend: weights.1 must be finite and at least 0, got -1',
    )
  })

  it('refuses models that are not two of the same items, and weights that are none', async () => {
    const [one, two] = await fitted()
    const other = ease()
    await other.fit(selectItems(train, [...train.itemIds.keys()].reverse()))
    expect(() => blend([one!], [1])).toThrow('blend: models must be at least 2, got 1')
    expect(() => blend([one!, one!], [1, 1])).toThrow('blend: models must differ, got the same ease twice')
    expect(() => blend([one!, ease()], [1, 1])).toThrow(
      'blend: models must have the same items, got 20 of ease and 0 of ease',
    )
    expect(() => blend([one!, other], [1, 1])).toThrow(
      /^blend: models must number their items alike, got '.+' of ease and '.+' of ease as 0$/,
    )
    expect(() => blend([one!, two!], [1])).toThrow('blend: weights must be 2, one for each model, got 1')
    expect(() => blend([one!, two!], [1, Number.NaN])).toThrow(
      'blend: weights must be finite and at least 0, got NaN',
    )
    expect(() => blend([one!, two!], [0, 0])).toThrow('blend: weights must not all be 0, got 0, 0')
  })

  it('fits no model from an earlier one or with checkpoints, which are of one model', async () => {
    const [one, two] = await fitted()
    const from = await two!.state()
    await expect(blend([one!, two!], [1, 1]).fit(train, { from })).rejects.toThrow(
      'blend.fit: must come without from',
    )
  })
})
