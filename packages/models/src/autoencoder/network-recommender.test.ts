import { useBackend } from '@hvamp/backends'
import {
  binarize,
  filterInteractions,
  type HeldOutUsers,
  type Interactions,
  selectItems,
  selectUsers,
  splitUsers,
  syntheticInteractions,
} from '@hvamp/data'
import { ndcg, recall } from '@hvamp/metrics'
import { memoryCheckpoints, type TrainingEvent, warmUp } from '@hvamp/training'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { elsa, evaluate, type FitOptions, hvamp, multVae, popularity } from '../index'

const { interactions } = syntheticInteractions({ users: 700, items: 120, interactionsPerUser: 20, seed: 4 })
const liked = filterInteractions(binarize(interactions, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, validation, test } = splitUsers(liked, { heldOut: 100 })
const items = train.itemCount
const small = { hidden: 20, latent: 8, pseudoInputs: 10 }

describe('a variational autoencoder as recommender', () => {
  beforeAll(() => useBackend('wasm'))

  it.each([
    ['Mult-VAE', () => multVae(small)],
    ['H+Vamp (Gated)', () => hvamp({ ...small, gated: true })],
  ])('%s learns to rank better than popularity', async (_, create) => {
    const model = create()
    const report = await model.fit(train, {
      epochs: 60,
      batchSize: 50,
      klWeight: warmUp({ to: 0.2, epochs: 10 }),
      validation,
      optimizer: { learningRate: 3e-3 },
    })
    const popular = popularity()
    await popular.fit(train)
    const ndcgOf = async (recommender: typeof model) =>
      (await evaluate(recommender, test, [ndcg(20)])).metrics['ndcg@20']!.mean
    expect(await ndcgOf(model)).toBeGreaterThan((await ndcgOf(popular)) + 0.03)
    // what is left are the weights of the best epoch
    const best = Math.max(...report.epochs.map(({ validation }) => validation!))
    expect(report.epochs[report.bestEpoch! - 1]!.validation).toBe(best)
    const { metrics } = await evaluate(model, validation, [ndcg(100)])
    expect(metrics['ndcg@100']!.mean).toBe(best)
    model.dispose()
  })

  it.each([
    ['Mult-VAE', () => multVae(small)],
    ['ELSA', () => elsa({ factors: 3 })],
  ])('%s refuses a validation with nothing held out before it trains', async (_, create) => {
    const model = create()
    const { foldIn, heldOut } = validation
    const nothing = { ...heldOut, items: new Int32Array(0), offsets: new Int32Array(heldOut.userCount + 1) }
    let steps = 0
    const fitting = model.fit(train, {
      epochs: 1,
      validation: { foldIn, heldOut: nothing },
      onEvent: ({ type }) => {
        if (type === 'step') steps++
      },
    })
    await expect(fitting).rejects.toThrow(
      `${model.name}.fit: validation: some user must have something held out, got nobody`,
    )
    expect(steps).toBe(0)
    model.dispose()
  })

  it('holds as many tensors after 50 steps of training as after one', async () => {
    const model = hvamp({ ...small, gated: true })
    const counts: number[] = []
    const bytes: number[] = []
    await model.fit(train, {
      epochs: 5,
      batchSize: 50,
      onEvent({ type }) {
        if (type !== 'step') return
        counts.push(memory().numTensors)
        bytes.push(memory().numBytes)
      },
    })
    expect(counts.length).toBeGreaterThanOrEqual(50)
    expect(new Set(counts).size).toBe(1)
    expect(new Set(bytes).size).toBe(1)
    model.dispose()
  })

  it('ends with the same weights when it was stopped and resumed by another model of the same options', async () => {
    const options: FitOptions = { epochs: 4, batchSize: 64, validation }
    const create = () => hvamp({ ...small, layers: 1, seed: 4 })
    const whole = create()
    await whole.fit(train, options)

    const checkpoints = memoryCheckpoints()
    const controller = new AbortController()
    const stopped = create()
    const { stopped: reason } = await stopped.fit(train, {
      ...options,
      checkpoints,
      signal: controller.signal,
      onEvent(event) {
        if (event.type === 'step' && event.step === 13) controller.abort()
      },
    })
    expect(reason).toBe('aborted')
    const resumed = create()
    await resumed.fit(train, { ...options, checkpoints, resume: true })
    expect(await resumed.state()).toEqual(await whole.state())
  })

  it('does not resume with another model, other data or another batch size', async () => {
    const checkpoints = memoryCheckpoints()
    const options: FitOptions = { epochs: 1, batchSize: 100, checkpoints }
    await multVae(small).fit(train, options)
    const resume = (change: FitOptions, model = multVae(small), data = train) =>
      model.fit(data, { ...options, resume: true, ...change })
    await expect(resume({ batchSize: 99 })).rejects.toThrow('batch')
    await expect(resume({}, multVae({ ...small, dropout: 0.2 }))).rejects.toThrow('model.dropout')
    const fewer = selectUsers(
      train,
      Array.from({ length: 450 }, (_, user) => user),
    )
    await expect(resume({}, multVae(small), fewer)).rejects.toThrow('data.')
  })

  it('tells of users, both terms and β as it goes', async () => {
    const steps: TrainingEvent[] = []
    const model = multVae(small)
    const { epochs } = await model.fit(train, {
      epochs: 2,
      batchSize: 200,
      klWeight: warmUp({ to: 0.4, epochs: 4 }),
      onEvent: (event) => event.type === 'step' && steps.push(event),
    })
    const sizes = steps.map((event) => event.type === 'step' && event.examples)
    expect(sizes.slice(0, 3)).toEqual([200, 200, train.userCount - 400])
    expect(epochs.map(({ klWeight }) => klWeight)).toEqual([0.1, 0.2])
    for (const { loss, klWeight, terms } of epochs) {
      expect(loss).toBeCloseTo(klWeight * terms.kl! - terms.logLikelihood!, 3)
    }
  })

  it('says what does not fit before it begins', async () => {
    const model = multVae(small)
    const few = selectItems(train, [0, 1, 2])
    for (const batchSize of [0, 1.5, Number.NaN]) {
      await expect(model.fit(train, { batchSize })).rejects.toThrow(
        `mult-vae.fit: batchSize must be a positive integer, got ${batchSize}`,
      )
    }
    const turned = (part: Interactions) => selectItems(part, [...Array(items).keys()].reverse())
    const others: HeldOutUsers = { foldIn: turned(validation.foldIn), heldOut: turned(validation.heldOut) }
    await expect(model.fit(train, { validation: others })).rejects.toThrow(
      'mult-vae.fit: validation: histories must number their items as the model does',
    )
    await expect(model.fit(train, { epochs: 0 })).rejects.toThrow('epochs must be')
    expect(model.itemIds).toEqual([])
    await model.fit(train, { epochs: 1, validation, validationMetric: recall(5) })
    await expect(model.fit(turned(train))).rejects.toThrow('must number their items as the model does')
    await expect(model.fit(few)).rejects.toThrow(
      `mult-vae.fit: interactions must have the model's ${items} items, got 3`,
    )
  })
})
