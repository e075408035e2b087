import { useBackend } from '@hvamp/backends'
import { binarize, filterInteractions, splitUsers, syntheticInteractions } from '@hvamp/data'
import { ndcg } from '@hvamp/metrics'
import { random } from '@hvamp/random'
import { disposeWeights, readWeights, type Weights, writeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient, randomRows } from '@hvamp/testing'
import { memoryCheckpoints, warmUp } from '@hvamp/training'
import { type Scalar, sum, type Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { binaryRowsOf, evaluate, type FitOptions, popularity, recVae, recVaeNetwork } from '../index'

const { interactions } = syntheticInteractions({ users: 700, items: 120, interactionsPerUser: 20, seed: 3 })
const liked = filterInteractions(binarize(interactions, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, validation, test } = splitUsers(liked, { heldOut: 100 })
const small = { hidden: 16, latent: 6, layers: 2 }
const drawn = randomRows({ rowCount: 4, columnCount: 12 })
const rows = { ...drawn, values: drawn.values.map(() => 1) }
const tiny = { items: 12, hidden: 5, latent: 3, layers: 2, dropout: 0.5 }

const partOf = (weights: Weights, prefix: string): Weights =>
  Object.fromEntries(
    Object.entries(weights)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, one]) => [name.slice(prefix.length), one]),
  )

describe.each(await availableBackends())('the network of RecVAE on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  it('weighs the KL of each row by γ and its interactions', async () => {
    const noise = random(3)
    const network = recVaeNetwork({ ...tiny, klPerInteraction: 0.25 })
    const { logLikelihood, kl } = network.terms(rows, noise)
    const [ll, divergence] = [await logLikelihood.data(), await kl.data()]
    let expected = 0
    for (let row = 0; row < rows.rowCount; row++) {
      const interactions = rows.offsets[row + 1]! - rows.offsets[row]!
      expected += (2 * 0.25 * interactions * divergence[row]! - ll[row]!) / rows.rowCount
    }
    const { loss } = network.loss(rows, { klWeight: 2, noise })
    expectClose(await loss.data(), expected)
    disposeWeights(network.weights)
  })

  it('begins with an old encoder that is the encoder, so that no KL exceeds what the mixture takes away', async () => {
    const network = recVaeNetwork({ ...tiny, dropout: 0 })
    const bound = 3 * Math.log(4 / 3) // for each latent, −log of the posterior's weight
    const highest = async () => Math.max(...(await network.terms(rows, random(1)).kl.data()))
    expect(await readWeights(partOf(network.weights, 'z.prior.'))).toEqual(
      await readWeights(partOf(network.weights, 'z.posterior.')),
    )
    expect(await highest()).toBeLessThanOrEqual(bound + 1e-4)
    await disturb(partOf(network.weights, 'z.posterior.'))
    expect(await highest()).toBeGreaterThan(bound)
    network.phases![1]!.begin!()
    expect(await highest()).toBeLessThanOrEqual(bound + 1e-4)
    disposeWeights(network.weights)
  })

  it('has gradients that agree with differences, in each phase for what it trains', async () => {
    const network = recVaeNetwork({ ...tiny, items: 6 })
    const few = randomRows({ rowCount: 3, columnCount: 6 })
    await disturb(partOf(network.weights, 'z.posterior.'))
    expect(network.phases!.map(({ name, passes }) => ({ name, passes }))).toEqual([
      { name: 'encoder', passes: 3 },
      { name: 'decoder', passes: 1 },
    ])
    for (const { weights, loss } of network.phases!) {
      const variables = Object.values(weights).map(({ variable }) => variable as Tensor)
      const total = (..._: Tensor[]) => sum<Scalar>(loss(few, { klWeight: 3, noise: random(4) }).loss)
      await expectGradient(total, variables, { step: 0.01 })
    }
    disposeWeights(network.weights)
  })
})

describe('RecVAE', () => {
  beforeAll(() => useBackend('wasm'))

  it.each(['alternating', 'joint'] as const)(
    'learns to rank better than popularity, %s',
    async (training) => {
      const model = recVae({ ...small, training })
      await model.fit(train, { epochs: 30, batchSize: 50, optimizer: { learningRate: 1e-2 } })
      const popular = popularity()
      await popular.fit(train)
      const ndcgOf = async (recommender: typeof model) =>
        (await evaluate(recommender, test, [ndcg(20)])).metrics['ndcg@20']!.mean
      expect(await ndcgOf(model)).toBeGreaterThan((await ndcgOf(popular)) + 0.03)
      model.dispose()
    },
  )

  it('has an old encoder that is the encoder after each epoch', async () => {
    const model = recVae(small)
    await model.fit(train, { epochs: 2 })
    const { arrays } = await model.state()
    for (const name of Object.keys(arrays).filter((name) => name.startsWith('z.prior.'))) {
      expect(arrays[name]).toEqual(arrays[name.replace('prior', 'posterior')])
    }
    model.dispose()
  })

  it.each([5, 9])(
    'ends with the same weights when it was stopped in turn %i of 12 and resumed',
    async (turn) => {
      const options: FitOptions = { epochs: 3, batchSize: 50, validation }
      const whole = recVae(small)
      await whole.fit(train, options)
      const checkpoints = memoryCheckpoints()
      const controller = new AbortController()
      const batches = Math.ceil(train.userCount / 50)
      const stopped = recVae(small)
      await stopped.fit(train, {
        ...options,
        checkpoints,
        signal: controller.signal,
        onEvent(event) {
          if (event.type === 'step' && event.step === turn * batches + 3) controller.abort()
        },
      })
      const resumed = recVae(small)
      await resumed.fit(train, { ...options, checkpoints, resume: true })
      expect(await resumed.state()).toEqual(await whole.state())
      for (const model of [whole, stopped, resumed]) model.dispose()
    },
  )

  it.each([1, 4])(
    'counts epochs towards its patience from the end of a warm-up of %i epochs in steps on',
    async (epochs) => {
      const model = recVae({ ...small, hidden: 4, latent: 2 })
      const steps = epochs * 4 * Math.ceil(train.userCount / 50) // four passes an epoch
      const report = await model.fit(train, {
        ...{ epochs: 12, batchSize: 50, validation, patience: 1, klWeight: warmUp({ to: 1, steps }) },
        optimizer: { learningRate: 1e-30 },
      })
      expect(report.epochs.length).toBe(epochs + 1)
      model.dispose()
    },
  )

  it('draws the exemplars of its prior in the turn of the decoder, too', () => {
    const network = recVaeNetwork({ ...tiny, items: train.itemCount, prior: 'exemplar', pseudoInputs: 2 })
    const encoded: number[] = []
    network.learnFrom!({
      count: train.userCount,
      support: new Float64Array(train.itemCount).fill(1),
      rows(numbers) {
        encoded.push(numbers.length)
        return binaryRowsOf(train, numbers)
      },
    })
    const batch = binaryRowsOf(train, [0, 1, 2])
    for (const { loss } of network.phases!) loss(batch, { klWeight: 1, noise: random(1) })
    expect(encoded).toEqual(network.phases!.map(() => 2))
    disposeWeights(network.weights)
  })

  it('is fitted as its authors did, unless options say otherwise', async () => {
    const seen = async (options: FitOptions) => {
      const model = recVae({ ...small, hidden: 4, latent: 2 })
      const checkpoints = memoryCheckpoints()
      await model.fit(train, { epochs: 1, checkpoints, ...options })
      model.dispose()
      return (await checkpoints.load())!.configuration
    }
    expect(await seen({})).toMatchObject({
      batchSize: 500,
      klWeight: 'warm-up to 1 in 0 epochs',
      optimizer: { learningRate: 5e-4, gradientNormalization: 'none' },
      model: { klPerInteraction: 0.005, training: 'alternating', encoderPasses: 3, decoderPasses: 1 },
    })
    expect(await seen({ batchSize: 100, optimizer: { learningRate: 1e-3 } })).toMatchObject({
      batchSize: 100,
      optimizer: { learningRate: 1e-3, gradientNormalization: 'none' },
    })
  })
})

/** Adds noise to weights. */
async function disturb(weights: Weights): Promise<void> {
  const noise = random(8)
  const arrays = Object.entries(await readWeights(weights)).map(([name, { shape, values }]) => {
    const draws = noise.fork(name).normals(values.length)
    return [name, { shape, values: values.map((value, i) => value + draws[i]!) }]
  })
  writeWeights(weights, Object.fromEntries(arrays))
}
