import { useBackend } from '@hvamp/backends'
import {
  binarize,
  filterInteractions,
  type Interactions,
  selectUsers,
  splitUsers,
  syntheticInteractions,
} from '@hvamp/data'
import { multinomialLogLikelihood } from '@hvamp/layers'
import { ndcg } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { readWeights } from '@hvamp/tensors'
import { availableBackends, expectClose } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import { variableGrads } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CdaeOptions, cdae, evaluate, popularity, restore } from '../index'
import { binaryRows, binaryRowsOf } from '../recommender/rows'
import { cdaeNetwork } from './cdae-network'

const { interactions } = syntheticInteractions({ users: 60, items: 40, interactionsPerUser: 8, seed: 5 })
const items = interactions.itemCount
const options = {
  items,
  users: 60,
  latent: 5,
  dropout: 0.5,
  weightDecay: 2,
  logLikelihood: multinomialLogLikelihood,
}
const network = () => cdaeNetwork({ ...options, random: random(3) })

/** Latents of one user, by the formula. */
async function latentsOf(
  history: Int32Array,
  factors: (j: number) => number,
  of: ReturnType<typeof network>,
): Promise<number[]> {
  const arrays = await readWeights(of.weights)
  const [weight, bias] = [arrays['encoder.weight']!.values, arrays['encoder.bias']!.values]
  return Array.from({ length: 5 }, (_, j) => {
    let sum = bias[j]! + factors(j)
    for (const item of history) sum += weight[item * 5 + j]! / Math.sqrt(history.length)
    return Math.tanh(sum)
  })
}
const historyOf = ({ offsets, items }: Interactions, user: number) =>
  items.subarray(offsets[user], offsets[user + 1])

describe.each(await availableBackends())('on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describeRecommender('cdae', () => cdae({ latent: 6 }), { epochs: 2, batchSize: 16 })

  it('adds the factor of the user, or of nobody known the mean of all', async () => {
    const model = network()
    const { values } = (await readWeights(model.weights))['users.factors']!
    const history = historyOf(interactions, 7)
    const own = model.embed(binaryRowsOf(interactions, [7]))
    expectClose(await own.data(), await latentsOf(history, (j) => values[7 * 5 + j]!, model), { atol: 1e-5 })
    const meanOf = (j: number) => values.reduce((sum, value, i) => sum + (i % 5 === j ? value / 60 : 0), 0)
    const unknown = model.embed(binaryRows(selectUsers(interactions, [7])))
    expectClose(await unknown.data(), await latentsOf(history, meanOf, model), { atol: 1e-5 })
  })

  it('adds to the loss what its squared weights cost, and has a gradient for every weight', async () => {
    const model = network()
    const rows = binaryRowsOf(interactions, [1, 4, 9])
    const { loss, logLikelihood } = model.loss(rows, { klWeight: 1, noise: random(8) })
    let squares = 0
    for (const { shape, values } of Object.values(await readWeights(model.weights))) {
      if (shape.length === 2) for (const value of values) squares += value ** 2
    }
    expectClose((await loss.data())[0]!, -(await logLikelihood!.data())[0]! + (2 / 120) * squares, {
      rtol: 1e-4,
    })
    const variables = Object.values(model.weights).map(({ variable }) => variable)
    const { grads } = variableGrads(() => model.loss(rows, { klWeight: 1, noise: random(8) }).loss, variables)
    const gradient = await grads[model.weights['users.factors']!.variable.name]!.data()
    const { values } = (await readWeights(model.weights))['users.factors']!
    // users of other batches feel the penalty alone
    expectClose(
      gradient.slice(0, 5),
      Array.from(values.slice(0, 5), (value) => (2 / 60) * value),
      { rtol: 1e-4 },
    )
    expect(Math.abs(gradient[1 * 5]! - (2 / 60) * values[1 * 5]!)).toBeGreaterThan(1e-4)
  })
})

describe('cdae', () => {
  beforeAll(() => useBackend('wasm'))

  it('learns to rank better than popularity', async () => {
    const { interactions } = syntheticInteractions({
      users: 700,
      items: 120,
      interactionsPerUser: 20,
      seed: 3,
    })
    const liked = filterInteractions(binarize(interactions, { atLeast: 4 }), { minUserInteractions: 5 })
    const { train, test } = splitUsers(liked, { heldOut: 100 })
    const model = cdae({ latent: 20 })
    await model.fit(train, { epochs: 30, batchSize: 50, optimizer: { learningRate: 5e-3 } })
    const popular = popularity()
    await popular.fit(train)
    const ndcgOf = async (recommender: typeof model) =>
      (await evaluate(recommender, test, [ndcg(20)])).metrics['ndcg@20']!.mean
    expect(await ndcgOf(model)).toBeGreaterThan((await ndcgOf(popular)) + 0.02)
  })

  it('refuses more users than it was first fitted on', async () => {
    const model = cdae({ latent: 3 })
    const fewer = selectUsers(
      interactions,
      Array.from({ length: 59 }, (_, user) => user),
    )
    await model.fit(fewer, { epochs: 1 })
    await expect(model.fit(interactions, { epochs: 1, batchSize: 60 })).rejects.toThrow(
      'cdae: users must be as many as it is fitted on, got 59 and user 59',
    )
  })

  it.each<[Partial<CdaeOptions>, string]>([
    [{ users: 60 } as never, "cdae: must not have 'users'"],
    [{ latent: 1.5 }, 'cdae: latent must be a positive integer, got 1.5'],
    [{ dropout: 1 }, 'cdae: dropout must be in [0, 1), got 1'],
    [{ weightDecay: Number.NaN }, 'cdae: weightDecay must be finite and at least 0, got NaN'],
    [
      { likelihood: 'gaussian' as never },
      "cdae: likelihood must be 'multinomial' or 'bernoulli', got 'gaussian'",
    ],
  ])('refuses %j', (wrong, message) => {
    expect(() => cdae(wrong)).toThrow(message)
  })

  it('is not restored with sizes that its arrays do not have', async () => {
    const model = cdae({ latent: 3 })
    await model.fit(interactions, { epochs: 1 })
    const state = await model.state()
    expect(() => restore({ ...state, users: 1e9 })).toThrow(
      "writeWeights: 'users.factors' must have shape [1000000000,3], got [60,3]",
    )
    const { users, ...before } = state // as version 0.1 saved it
    expect(await restore({ ...before, options: { ...state.options, users } }).state()).toEqual(state)
    const { 'decoder.bias': _, ...arrays } = state.arrays
    expect(() => restore({ ...state, arrays })).toThrow("'decoder.bias' is missing")
  })
})
