import { useBackend } from '@hvamp/backends'
import { binarize, filterInteractions, splitUsers, syntheticInteractions } from '@hvamp/data'
import { ndcg } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { readWeights, trainedWeights, writeWeights } from '@hvamp/tensors'
import { expectClose, expectGradient, randomRows } from '@hvamp/testing'
import { memoryCheckpoints } from '@hvamp/training'
import { memory, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  evaluate,
  type FitOptions,
  hvamp,
  hvampNetwork,
  popularity,
  restore,
  vamp,
  vampNetwork,
} from '../index'
import { supportFromUsers } from './pseudo-input-support'

const { interactions } = syntheticInteractions({ users: 700, items: 120, interactionsPerUser: 20, seed: 3 })
const liked = filterInteractions(binarize(interactions, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, test } = splitUsers(liked, { heldOut: 100 })
const sparse = { pseudoInputSupport: 'users', pseudoInputs: 30, pseudoInputItems: 25 } as const
const small = { hidden: 16, latent: 6, ...sparse }
const setOf = (user: number) => new Set(train.items.subarray(train.offsets[user]!, train.offsets[user + 1]!))

beforeAll(() => useBackend('wasm'))

describe('the support of sparse pseudo-inputs', () => {
  const network = () => vampNetwork({ ...small, items: train.itemCount })
  const columnsOf = async (weights: ReturnType<typeof network>['weights']) =>
    (await readWeights(weights))['z.prior.columns']!.values

  it('is the items of a user, joined with those of others until there are enough', async () => {
    const { weights } = network()
    supportFromUsers(weights, train, { random: random(1) })
    const columns = await columnsOf(weights)
    const users = Array.from({ length: train.userCount }, (_, user) => setOf(user))
    for (let row = 0; row < 30; row++) {
      const own = [...columns.slice(25 * row, 25 * row + 25)]
      expect(new Set(own).size).toBe(25)
      const isWhole = users.some((items) => [...items].slice(0, 25).every((item) => own.includes(item)))
      const isPart = users.some((items) => items.size >= 25 && own.every((item) => items.has(item)))
      expect(isWhole || isPart).toBe(true)
    }
  })

  it('comes from the seed alone', async () => {
    const [first, again, other] = [network(), network(), network()]
    for (const [at, { weights }] of [first, again, other].entries()) {
      supportFromUsers(weights, train, { random: random(at === 2 ? 2 : 1) })
    }
    expect(await columnsOf(again.weights)).toEqual(await columnsOf(first.weights))
    expect(await columnsOf(other.weights)).not.toEqual(await columnsOf(first.weights))
  })

  it("starts the values as the first user's row over its norm where told to", async () => {
    const { weights } = network()
    supportFromUsers(weights, train, { start: 'users', random: random(1) })
    const { values } = (await readWeights(weights))['z.prior.pseudoInputs']!
    for (let row = 0; row < 30; row++) {
      const own = values.slice(25 * row, 25 * row + 25)
      expectClose(
        own.reduce((total, value) => total + value ** 2, 0),
        1,
      )
    }
  })
})

describe('a model with sparse pseudo-inputs', () => {
  it('is the one with dense ones where each has every item, gradients too', async () => {
    const options = { items: 12, hidden: 5, latent: 3, pseudoInputs: 6, pseudoInputItems: 12, layers: 2 }
    const dense = hvampNetwork(options)
    const wide = hvampNetwork({ ...options, pseudoInputSupport: 'users' })
    const values = Float32Array.from({ length: 6 * 12 }, (_, entry) => entry % 12)
    const { 'z2.prior.columns': columns } = wide.weights
    writeWeights({ columns: columns! }, { columns: { shape: [6, 12], values } })
    const rows = randomRows({ rowCount: 4, columnCount: 12 })
    const [expected, found] = [dense, wide].map((network) => network.terms(rows, random(5)))
    expectClose(await found!.kl.data(), await expected!.kl.data(), { rtol: 1e-6, atol: 1e-6 })
    expectClose(await found!.logLikelihood.data(), await expected!.logLikelihood.data(), { rtol: 1e-6 })
  })

  it('has gradients that agree with differences', async () => {
    const network = vampNetwork({
      items: 6,
      hidden: 4,
      latent: 2,
      ...sparse,
      pseudoInputs: 3,
      pseudoInputItems: 2,
    })
    const { 'z.prior.pseudoInputs': inputs } = network.weights
    const away = Float32Array.of(0.3, 0.6, 0.5, 0.2, 0.7, 0.4) // from the limits, where differences would see a kink
    writeWeights({ inputs: inputs! }, { inputs: { shape: [3, 2], values: away } })
    const rows = randomRows({ rowCount: 3, columnCount: 6 })
    const variables = Object.values(trainedWeights(network.weights)).map(({ variable }) => variable as Tensor)
    const loss = (..._: Tensor[]) => network.loss(rows, { klWeight: 1, noise: random(4) }).loss as Scalar
    await expectGradient(loss, variables, { step: 0.01 })
  })

  it('ranks better than popularity, and is restored as it is', async () => {
    const tensors = memory().numTensors
    const model = vamp(small)
    await model.fit(train, { epochs: 30, batchSize: 50, optimizer: { learningRate: 5e-3 } })
    const popular = popularity()
    await popular.fit(train)
    const ndcgOf = async (recommender: typeof model) =>
      (await evaluate(recommender, test, [ndcg(20)])).metrics['ndcg@20']!.mean
    expect(await ndcgOf(model)).toBeGreaterThan((await ndcgOf(popular)) + 0.03)
    const state = await model.state()
    expect(state.arrays['z.prior.pseudoInputs']!.shape).toEqual([30, 25])
    const restored = restore(state)
    expect(await restored.state()).toEqual(state)
    expect(await restored.score(test.foldIn)).toEqual(await model.score(test.foldIn))
    for (const one of [model, restored, popular]) one.dispose()
    expect(memory().numTensors).toBe(tensors)
  })

  it('ends with the same weights when it was stopped and resumed', async () => {
    const options: FitOptions = { epochs: 2, batchSize: 50 }
    const whole = hvamp({ ...small, layers: 1 })
    await whole.fit(train, options)
    const checkpoints = memoryCheckpoints()
    const controller = new AbortController()
    const stopped = hvamp({ ...small, layers: 1 })
    await stopped.fit(train, {
      ...options,
      checkpoints,
      signal: controller.signal,
      onEvent(event) {
        if (event.type === 'step' && event.step === 7) controller.abort()
      },
    })
    const resumed = hvamp({ ...small, layers: 1 })
    await resumed.fit(train, { ...options, checkpoints, resume: true })
    expect(await resumed.state()).toEqual(await whole.state())
    const other = hvamp({ ...small, layers: 1, pseudoInputItems: 24 })
    await expect(other.fit(train, { ...options, checkpoints, resume: true })).rejects.toThrow(
      'weights.z2.prior.pseudoInputs must be as in the checkpoint, [30,25], got [30,24]',
    )
    for (const model of [whole, stopped, resumed, other]) model.dispose()
  })
})

describe('the learning rate of pseudo-inputs', () => {
  const fit: FitOptions = { epochs: 2, batchSize: 50 }
  const own = { ...small, layers: 1 }
  const fitted = async (pseudoInputLearningRate: number, options: FitOptions = fit) => {
    const model = hvamp({ ...own, pseudoInputLearningRate })
    await model.fit(train, options)
    const { arrays } = await model.state()
    model.dispose()
    return arrays
  }
  const valuesOf = (arrays: Awaited<ReturnType<typeof fitted>>) => arrays['z2.prior.pseudoInputs']!.values
  const distance = (a: Float32Array, b: Float32Array) =>
    a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0)

  it('moves them further the higher it is, and never with 0', async () => {
    const start = valuesOf(await fitted(0, { ...fit, epochs: 1 }))
    const [none, one, ten] = [await fitted(0), await fitted(1), await fitted(10)].map(valuesOf)
    expect(none).toEqual(start)
    expect(distance(one!, start)).toBeGreaterThan(0)
    expect(distance(ten!, start)).toBeGreaterThan(3 * distance(one!, start))
  })

  it('resumes with the same weights, with the same rate alone', async () => {
    const checkpoints = memoryCheckpoints()
    const controller = new AbortController()
    await fitted(10, {
      ...fit,
      checkpoints,
      signal: controller.signal,
      onEvent(event) {
        if (event.type === 'step' && event.step === 7) controller.abort()
      },
    })
    const resumed = { ...fit, checkpoints, resume: true }
    await expect(fitted(5, resumed)).rejects.toThrow(
      'pseudoInputLearningRate must be as in the checkpoint, 10',
    )
    expect(await fitted(10, resumed)).toEqual(await fitted(10))
  })
})
