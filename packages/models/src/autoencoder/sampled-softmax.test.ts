import { useBackend } from '@hvamp/backends'
import { binarize, filterInteractions, splitUsers, syntheticInteractions } from '@hvamp/data'
import { multinomialLogLikelihood, unit } from '@hvamp/layers'
import { type MetricResult, ndcg } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { disposeWeights, readWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, randomRows } from '@hvamp/testing'
import { memoryCheckpoints, train as trainLoop } from '@hvamp/training'
import { memory, type Scalar, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  autoencoder,
  evaluate,
  type FitOptions,
  hvampNetwork,
  makeModel,
  multDaeNetwork,
  multVae,
  multVaeNetwork,
  popularity,
  type Recommender,
  type RowNetwork,
  recVaeNetwork,
  vampNetwork,
} from '../index'

const items = 30
const sizes = { items, hidden: 4, latent: 2 }
const drawn = randomRows({ rowCount: 4, columnCount: items, density: 0.1 })
const rows = { ...drawn, values: drawn.values.map(() => 1) }
const support = Array.from({ length: items }, (_, item) => 1 + (item % 7))
const examples = { count: 4, support, rows: () => rows }
const networks = {
  'mult-vae': multVaeNetwork,
  'mult-dae': multDaeNetwork,
  recvae: (options: typeof sizes & { sampledSoftmax?: number }) => recVaeNetwork({ ...options, layers: 1 }),
  vamp: (options: typeof sizes & { sampledSoftmax?: number }) => vampNetwork({ ...options, pseudoInputs: 3 }),
  hvamp: (options: typeof sizes & { sampledSoftmax?: number }) =>
    hvampNetwork({ ...options, layers: 1, pseudoInputs: 3 }),
}
type Name = keyof typeof networks
const names = Object.keys(networks) as Name[]

function sampling<Network extends RowNetwork>(network: Network): Network {
  network.learnFrom!(examples)
  return network
}

describe.each(await availableBackends())('a sampled softmax on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it.each(names)('over all items is the softmax: %s', async (name) => {
    const [whole, sampled] = [
      networks[name](sizes),
      sampling(networks[name]({ ...sizes, sampledSoftmax: items })),
    ]
    const step = { klWeight: 0.5, noise: random(3) }
    const [expected, found] = [whole.loss(rows, step), sampled.loss(rows, step)]
    expectClose(await found.loss.data(), await expected.loss.data(), { rtol: 1e-6, atol: 1e-6 })
    for (const { weights } of [whole, sampled]) disposeWeights(weights)
  })

  it('has the gradients that differences give', async () => {
    const few = randomRows({ rowCount: 2, columnCount: 8, density: 0.3 })
    const rows = { ...few, values: few.values.map(() => 1) }
    const network = multVaeNetwork({ items: 8, hidden: 2, latent: 2, sampledSoftmax: 3 })
    network.learnFrom!({ ...examples, support: support.slice(0, 8) })
    const variables = Object.values(network.weights).map(({ variable }) => variable as Tensor)
    const loss = (..._: Tensor[]) => network.loss(rows, { klWeight: 0.5, noise: random(4) }).loss as Scalar
    await expectGradient(loss, variables, { step: 0.01 })
    disposeWeights(network.weights)
  })
})

describe('a sampled softmax', () => {
  beforeAll(() => useBackend('wasm'))

  it.each(names)('trains %s as the softmax does when all items are drawn', async (name) => {
    const trainedBy = async (sampledSoftmax: number) => {
      const network = sampling(networks[name]({ ...sizes, sampledSoftmax }))
      const batches = () => [rows, rows]
      await trainLoop(network, { batches, batchCount: 2, epochs: 2 })
      const read = await readWeights(network.weights)
      disposeWeights(network.weights)
      return read
    }
    const [whole, sampled] = [await trainedBy(0), await trainedBy(items)]
    for (const [weight, { values }] of Object.entries(whole)) {
      if (/pseudo|hidden\.(0|left)/.test(weight)) continue // all rows have moments there, and those of the batch alone
      expectClose(sampled[weight]!.values, values, { rtol: 1e-4, atol: 1e-5, name: weight })
    }
  })

  it('nears the softmax on average the more, the more items are drawn', async () => {
    const [whole] = await multVaeNetwork(sizes).terms(rows, random(3)).logLikelihood.data()
    const meanOf = async (sampledSoftmax: number) => {
      const network = sampling(multVaeNetwork({ ...sizes, sampledSoftmax }))
      // The items are drawn from a stream of their own: all else is as with the first.
      const noises = Array.from({ length: 300 }, (_, time) => ({
        ...random(3),
        fork: (label: string | number) => (label === 'items' ? random(time) : random(3).fork(label)),
      }))
      let total = 0
      for (const noise of noises) total += (await network.terms(rows, noise).logLikelihood.data())[0]!
      disposeWeights(network.weights)
      return total / noises.length
    }
    const [few, many] = [await meanOf(4), await meanOf(20)]
    expect(Math.abs(many - whole!)).toBeLessThan(0.1)
    expect(Math.abs(many - whole!)).toBeLessThan(Math.abs(few - whole!))
    expect(few).toBeGreaterThan(whole!) // log of a mean is above the mean of logs
  })

  it('needs the support of the items, a likelihood with a normaliser and a decoder of some items', async () => {
    const network = multVaeNetwork({ ...sizes, sampledSoftmax: 5 })
    expect(() => network.loss(rows, { klWeight: 1, noise: random(1) })).toThrow(
      'learnFrom must be called before items are sampled',
    )
    disposeWeights(network.weights)
    expect(() => multVae({ sampledSoftmax: 5, likelihood: 'bernoulli' })).toThrow(
      "mult-vae: sampledSoftmax must be 0 unless likelihood is 'multinomial', got 5",
    )
    const plain = { ...unit({ inputs: 2, outputs: 3, activation: 'linear', random: random(1) }) }
    const decoder = { weights: plain.weights, apply: plain.apply }
    const latents = [{ name: 'z', posterior: { weights: {}, encode: () => undefined as never } }]
    expect(() =>
      autoencoder({ latents, decoder, logLikelihood: multinomialLogLikelihood, sampledSoftmax: 5 }),
    ).toThrow('sampledSoftmax must come with a decoder of some items, got 5')
  })
})

const { interactions } = syntheticInteractions({ users: 700, items: 120, interactionsPerUser: 20, seed: 3 })
const liked = filterInteractions(binarize(interactions, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, test } = splitUsers(liked, { heldOut: 100 })
const small = { hidden: 16, latent: 6 }
const perRow = { secondMoments: 'perRow' } as const
const ways = [
  ['sampled', { sampledSoftmax: 30 }, {}],
  ['with one second moment a row', {}, perRow],
  ['sampled, with one second moment a row', { sampledSoftmax: 30 }, perRow],
] as const

describe('a training that touches few items', () => {
  let whole: MetricResult
  let popular: MetricResult
  beforeAll(async () => {
    await useBackend('wasm')
    whole = await trained({}, {})
    popular = await resultOf(popularity(), {})
  })

  const trained = (options: object, optimizer: FitOptions['optimizer']) =>
    resultOf(multVae({ ...small, ...options }), {
      epochs: 15,
      batchSize: 50,
      optimizer: { learningRate: 1e-2, ...optimizer },
    })

  async function resultOf(model: Recommender, fit: FitOptions): Promise<MetricResult> {
    await model.fit(train, fit)
    const { metrics } = await evaluate(model, test, [ndcg(20)])
    model.dispose()
    return metrics['ndcg@20']!
  }

  it.each(ways)('%s, ranks as well as one that touches all', async (_, options, optimizer) => {
    const few = await trained(options, optimizer)
    expect(few.mean).toBeGreaterThan(popular.mean + 0.03)
    expect(few.mean).toBeGreaterThan(whole.mean - 2 * whole.standardError)
  })

  it.each(
    ways.flatMap((way) => (['mult-vae', 'recvae', 'hvamp'] as const).map((name) => [name, ...way] as const)),
  )('resumes bit for bit, and repeats itself: %s, %s', async (name, _, options, optimizer) => {
    const own = {
      ...(name === 'hvamp' && { pseudoInputs: 5 }),
      ...(name === 'recvae' && { encoderPasses: 1 }),
    }
    const create = () => makeModel(name, { ...small, ...options, ...own, layers: 1 })
    const fit: FitOptions = { epochs: 1, batchSize: 150, optimizer }
    const before = memory().numTensors
    const [whole, again, stopped, resumed] = [create(), create(), create(), create()]
    await whole.fit(train, fit)
    await again.fit(train, fit)
    const checkpoints = memoryCheckpoints()
    const controller = new AbortController()
    await stopped.fit(train, {
      ...fit,
      checkpoints,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === 'step' && event.step === 2) controller.abort()
      },
    })
    await resumed.fit(train, { ...fit, checkpoints, resume: true })
    const { arrays } = await whole.state()
    expect((await again.state()).arrays).toEqual(arrays)
    expect((await stopped.state()).arrays).not.toEqual(arrays)
    expect((await resumed.state()).arrays).toEqual(arrays)
    for (const model of [whole, again, stopped, resumed]) model.dispose()
    expect(memory().numTensors).toBe(before)
  })
})
