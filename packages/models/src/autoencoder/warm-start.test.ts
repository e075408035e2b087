import { useBackend } from '@hvamp/backends'
import { alignHistories, type Interactions, interactionsFrom } from '@hvamp/data'
import { random } from '@hvamp/random'
import { expectClose } from '@hvamp/testing'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  autoRec,
  cdae,
  ease,
  elsa,
  type FitOptions,
  hvamp,
  ials,
  itemKnn,
  type ModelState,
  matrixFactorization,
  multDae,
  multVae,
  popularity,
  type Recommender,
  recVae,
  restore,
  slim,
  userKnn,
  vamp,
  vasp,
  wmf,
} from '../index'

/** Made-up ratings of users for items: each user has about a third of the items. */
function ratings(users: number, items: readonly string[], seed: number): Interactions {
  const noise = random(seed)
  return interactionsFrom(
    Array.from({ length: users }, (_, user) =>
      items.flatMap((item) =>
        noise.uniform() < 1 / 3 || item === items[user % items.length]
          ? [{ user: `user ${user}`, item, value: 1 + noise.integer(5) }]
          : [],
      ),
    ).flat(),
  )
}

const letters = [...'abcdefghijkl']
const yesterday = ratings(30, letters, 1)
/** Two products are gone, three are new, and their order is another one; two users have come. */
const today = ratings(32, ['new1', ...letters.slice(2).reverse(), 'new2', 'new3'], 2)
const common = letters.slice(2)

const sizes = { hidden: 10, latent: 3 } // as many hidden units as there are common items: shapes alone do not tell them apart
const dense = { ...sizes, pseudoInputs: 12 }
const sparse = { ...dense, pseudoInputSupport: 'users', pseudoInputItems: 5 } as const
const networks: Readonly<Record<string, () => Recommender>> = {
  'mult-vae': () => multVae(sizes),
  'mult-dae': () => multDae({ ...sizes, gated: true }),
  vamp: () => vamp({ ...dense, pseudoInputStart: 'users' }),
  'hvamp, gated': () => hvamp({ ...dense, layers: 1, upperLatent: 4 }),
  'hvamp with sparse pseudo-inputs': () => hvamp({ ...sparse, layers: 1 }),
  'mult-vae under a mixture': () => multVae({ ...dense, prior: 'mixture' }),
  'mult-vae under exemplars': () => multVae({ ...dense, prior: 'exemplar' }),
  recvae: () => recVae({ ...sizes, layers: 2 }),
  vasp: () => vasp({ ...sizes, layers: 1 }),
  cdae: () => cdae({ latent: 3 }),
}

const brief: FitOptions = { epochs: 2, batchSize: 10, optimizer: { learningRate: 0.01 } }
/** The weights that training starts from: it is stopped before its first step. */
const unmoved = (from: ModelState): FitOptions => ({ from, signal: AbortSignal.abort() })

async function fitted(create: () => Recommender, options: FitOptions = brief): Promise<ModelState> {
  const model = create()
  await model.fit(yesterday, options)
  const state = await model.state()
  model.dispose()
  return state
}

/** Scores of some items for histories of common items. */
async function scoresOf(model: Recommender, items: readonly string[]): Promise<number[]> {
  const histories = interactionsFrom([
    ...common.slice(0, 3).map((item) => ({ user: 'ann', item, value: 4 })),
    ...common.slice(4, 9).map((item) => ({ user: 'bob', item, value: 2 })),
  ])
  const scores = await model.score(alignHistories(histories, model.itemIds).histories)
  const { length } = model.itemIds
  return [0, 1].flatMap((user) => items.map((item) => scores[user * length + model.itemIds.indexOf(item)]!))
}

beforeAll(() => useBackend('cpu'))

describe.each(Object.entries(networks))('a warm start of %s', (_, create) => {
  it('scores the items that are still there as the earlier model does, before any training', async () => {
    const from = await fitted(create)
    const tensors = memory().numTensors
    const [earlier, warm] = [restore(from), create()]
    await warm.fit(today, unmoved(from))
    expect(warm.itemIds).toEqual(today.itemIds)
    expectClose(await scoresOf(warm, common), await scoresOf(earlier, common), { rtol: 1e-5, atol: 1e-6 })
    for (const model of [earlier, warm]) model.dispose()
    expect(memory().numTensors).toBe(tensors)
  })

  it('starts new items as a fresh model does, and can be trained, saved and started from again', async () => {
    const from = await fitted(create)
    const [fresh, warm] = [create(), create()]
    await fresh.fit(today, { signal: AbortSignal.abort() })
    await warm.fit(today, unmoved(from))
    const [freshBiases, biases] = await Promise.all(
      [fresh, warm].map(async (model) => (await model.state()).arrays),
    )
    const decoder = Object.keys(biases!).findLast((name) => /^decoder.*bias$/.test(name))!
    for (const item of ['new1', 'new2', 'new3']) {
      const at = today.itemIds.indexOf(item)
      expect(biases![decoder]!.values[at]).toBe(freshBiases![decoder]!.values[at])
    }
    const next = create()
    await next.fit(today, { ...brief, from: await warm.state() })
    const again = restore(await next.state())
    expect(await scoresOf(again, today.itemIds)).toEqual(await scoresOf(next, today.itemIds))
    for (const model of [fresh, warm, next, again]) model.dispose()
  })
})

describe('pseudo-inputs of a warm start', () => {
  it('keep the columns of items that are still there', async () => {
    const create = networks.vamp!
    const from = await fitted(create)
    const warm = create()
    await warm.fit(today, unmoved(from))
    const [then, now] = [from, await warm.state()].map(({ arrays, itemIds }) => {
      const { values } = arrays['z.prior.pseudoInputs']!
      return (row: number, item: string) => values[row * itemIds.length + itemIds.indexOf(item)]
    })
    for (let row = 0; row < 12; row++)
      for (const item of common) expect(now!(row, item)).toBe(then!(row, item))
    warm.dispose()
  })

  it('keep the values of a sparse support, whose vanished items give way to others', async () => {
    const create = networks['hvamp with sparse pseudo-inputs']!
    const from = await fitted(create)
    const warm = create()
    await warm.fit(today, unmoved(from))
    const [then, now] = [from, await warm.state()].map(({ arrays, itemIds }) => {
      const [columns, values] = ['columns', 'pseudoInputs'].map((name) => arrays[`z2.prior.${name}`]!.values)
      return (row: number) =>
        new Map(
          Array.from(columns!.subarray(5 * row, 5 * row + 5), (column, i) => [
            itemIds[column]!,
            values![5 * row + i]!,
          ]),
        )
    })
    let gone = 0
    for (let row = 0; row < 12; row++) {
      expect(now!(row).size).toBe(5) // all different
      for (const [item, value] of then!(row)) {
        if (common.includes(item)) expect(now!(row).get(item)).toBe(value)
        else gone++
      }
    }
    expect(gone).toBeGreaterThan(0)
    warm.dispose()
  })
})

describe.each([
  ['wmf', () => wmf({ factors: 3 })],
  ['ials', () => ials({ factors: 3 })],
  ['mf', () => matrixFactorization({ factors: 3 })],
  ['autorec', () => autoRec({ hidden: 4 })],
])('a warm start of %s', (_, create) => {
  const lossAfterOne = async (options: FitOptions) => {
    const model = create()
    const { epochs } = await model.fit(today, { ...options, epochs: 1 })
    model.dispose()
    return epochs[0]!.loss
  }

  it('is nearer to its end after one epoch than a fresh start', async () => {
    const from = await fitted(create, { epochs: 12, batchSize: 10, optimizer: { learningRate: 0.01 } })
    expect(await lossAfterOne({ from })).toBeLessThan(await lossAfterOne({}))
  })

  it('does not depend on the order in which the earlier model has its items', async () => {
    const { arrays, itemIds, ...state } = await fitted(create)
    const order = itemIds.map((_, item) => (item * 5 + 3) % itemIds.length)
    const moved = Object.fromEntries(
      Object.entries(arrays).map(([name, { shape, values }]) => {
        const axis = shape.lastIndexOf(itemIds.length)
        if (axis < 0) return [name, { shape, values }]
        const [length, inner] = [shape[axis]!, shape.slice(axis + 1).reduce((a, b) => a * b, 1)]
        const permuted = values.map((_, at) => {
          const item = Math.floor(at / inner) % length
          return values[at + (order[item]! - item) * inner]!
        })
        return [name, { shape, values: permuted }]
      }),
    )
    const other = { ...state, itemIds: order.map((item) => itemIds[item]!), arrays: moved }
    expect(await lossAfterOne({ from: other })).toBeCloseTo(
      await lossAfterOne({ from: { ...state, arrays, itemIds } }),
      4,
    )
  })
})

describe('a warm start is refused', () => {
  const small = () => multVae(sizes)

  it.each([
    ['ease', ease],
    ['slim', slim],
    ['item-knn', itemKnn],
    ['user-knn', userKnn],
    ['popularity', popularity],
  ])('for %s, which learns anew', async (name, create) => {
    const from = await fitted(create)
    await expect(create().fit(today, { from })).rejects.toThrow(
      `${name}.fit: learns anew from the data, so from must be left out, got a model of '${name}'`,
    )
  })

  it.each([
    [
      'another model',
      () => multDae(sizes),
      small,
      "must be the state of a model 'mult-dae', got one of 'mult-vae'",
    ],
    [
      'another size',
      () => multVae({ ...sizes, hidden: 9 }),
      small,
      "'z.posterior.hidden.0.weight' is [13,9] with 13 items, got [12,10] with 12",
    ],
    [
      'another number of layers',
      () => multVae({ ...sizes, layers: 2 }),
      small,
      "with 'z.posterior.hidden.1.weight', got none",
    ],
    [
      'other factors',
      () => wmf({ factors: 2 }),
      () => wmf({ factors: 3 }),
      "wmf.fit: from: 'itemFactors' must have the shape [12,2], got [12,3]",
    ],
  ])('from %s', async (_, create, earlier, message) => {
    const from = await fitted(earlier)
    const tensors = memory().numTensors
    await expect(create().fit(today, { from })).rejects.toMatchObject({
      code: 'HVAMP_OTHER_MODEL',
      message: expect.stringContaining(message),
    })
    expect(memory().numTensors).toBe(tensors)
  })

  it('where no item is in both', async () => {
    const from = await fitted(small)
    const others = ratings(20, ['x', 'y', 'z'], 3)
    await expect(small().fit(others, { from })).rejects.toThrow(
      "mult-vae.fit: from must know some of the data's 3 items, got none among its 12",
    )
  })

  it('after a first fit', async () => {
    const from = await fitted(small)
    const model = small()
    await model.fit(today, brief)
    await expect(model.fit(today, { from })).rejects.toThrow(
      'from must come with a first fit, got a later one',
    )
    model.dispose()
  })
})

it('a warm start of elsa scores the items that are still there as the earlier model does, before any training', async () => {
  const from = await fitted(() => elsa({ factors: 3 }))
  const [earlier, warm] = [restore(from), elsa({ factors: 3 })]
  await warm.fit(today, unmoved(from))
  expectClose(await scoresOf(warm, common), await scoresOf(earlier, common), { rtol: 1e-4, atol: 1e-5 })
  for (const model of [earlier, warm]) model.dispose()
})

it('a warm start has the whole β from its first step', async () => {
  const from = await fitted(() => vamp(dense))
  const weightsOf = async (options: FitOptions) => {
    const model = vamp(dense)
    const { epochs } = await model.fit(today, { ...options, epochs: 2 })
    model.dispose()
    return epochs.map(({ klWeight }) => klWeight)
  }
  expect(await weightsOf({ from })).toEqual([0.3, 0.3])
  expect(Math.max(...(await weightsOf({})))).toBeLessThan(0.01)
})
