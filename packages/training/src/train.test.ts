import { useBackend } from '@hvamp/backends'
import type { Random } from '@hvamp/random'
import { disposeWeights, readWeights, weight } from '@hvamp/tensors'
import { expectClose } from '@hvamp/testing'
import {
  customGrad,
  memory,
  mul,
  type Scalar,
  scalar,
  sum,
  type Tensor,
  tensor1d,
} from '@tensorflow/tfjs-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TrainingEvent, type TrainOptions, train, warmUp } from './index'
import { batchCount, options, type Regression, type Rows, regression, rowCount } from './regression.fixture'

let model: Regression
let events: TrainingEvent[]
const onEvent = (event: TrainingEvent) => {
  events.push(event)
}
const ofType = <Type extends TrainingEvent['type']>(type: Type) =>
  events.filter((event) => event.type === type) as Extract<TrainingEvent, { type: Type }>[]

beforeEach(() => {
  model = regression()
  events = []
})
afterEach(() => disposeWeights(model.weights))

describe.each(['cpu', 'wasm'] as const)('train on %s', (backend) => {
  beforeAll(async () => {
    await useBackend(backend)
  })

  it('brings the loss down', async () => {
    const before = await model.error()
    const { epochs, stopped } = await train(model, { ...options, epochs: 30 })
    expect(stopped).toBe('epochs')
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    expect(epochs.at(-1)!.loss).toBeLessThan(0.5 * epochs[0]!.loss)
    expect(await model.error()).toBeLessThan(0.2 * before)
  })

  it('gives the same from the same seed, bit for bit, and something else from another', async () => {
    const results = []
    for (const seed of [1, 1, 2]) {
      const again = regression()
      const { epochs } = await train(again, { ...options, seed })
      results.push({ weights: await readWeights(again.weights), losses: epochs.map(({ loss }) => loss) })
      disposeWeights(again.weights)
    }
    expect(results[1]).toEqual(results[0])
    expect(results[2]).not.toEqual(results[0])
  })

  it('leaves no tensor behind in 50 steps', async () => {
    const counts: number[] = []
    const before = memory().numTensors
    const count = (event: TrainingEvent) => {
      if (event.type === 'step') counts.push(memory().numTensors)
    }
    await train(model, { ...options, epochs: 10, onEvent: count, validate: () => model.error(), patience: 9 })
    expect(counts.length).toBe(50)
    expect(new Set(counts)).toEqual(new Set([before + 2 * Object.keys(model.weights).length]))
    expect(memory().numTensors).toBe(before)
  })

  it('stops at a loss that is not finite, naming epoch and batch, with the weights of the step before', async () => {
    const tensors = memory().numTensors
    let atLast = await readWeights(model.weights)
    const failing = {
      weights: model.weights,
      loss: (rows: Rows, step: { klWeight: number; noise: Random }) => {
        const terms = model.loss(rows, step)
        const { epoch, batch } = ofType('step').at(-1) ?? { epoch: 0, batch: 0 }
        return epoch === 2 && batch === 3 ? { ...terms, loss: mul(terms.loss, Number.NaN) as Scalar } : terms
      },
    }
    const batches = async function* (epoch: number, noise: Random) {
      for (const rows of options.batches(epoch, noise)) {
        atLast = await readWeights(model.weights)
        yield rows
      }
    }
    await expect(train(failing, { ...options, batches, onEvent })).rejects.toMatchObject({
      message: `train: 'loss' must be finite, got NaN in epoch 2, batch 4`,
      code: 'HVAMP_NOT_FINITE',
    })
    expect(await readWeights(model.weights)).toEqual(atLast)
    expect(memory().numTensors).toBe(tensors)
  })

  it('notices weights that a gradient has spoilt, though the loss was finite', async () => {
    const w = weight(tensor1d([1, 2]))
    const spoilt = customGrad((x) => ({
      value: sum<Tensor>(x as Tensor),
      gradFunc: () => tensor1d([Number.NaN, 1]),
    }))
    const one = { batches: () => [0], batchCount: 1, epochs: 1 }
    await expect(
      train({ weights: { w }, loss: () => ({ loss: spoilt(w.variable) as Scalar }) }, one),
    ).rejects.toMatchObject({
      message: `train: weight 'w' must be finite, got NaN in epoch 1, batch 1`,
      code: 'HVAMP_NOT_FINITE',
    })
    disposeWeights({ w })
  })
})

describe('train', () => {
  beforeAll(async () => {
    await useBackend('cpu')
  })

  it('keeps the weights of the best epoch by validation, not the last', async () => {
    const values = [0.1, 0.5, 0.5, 0.4]
    let atBest = await readWeights(model.weights)
    const { bestEpoch, epochs } = await train(model, {
      ...options,
      onEvent,
      validate: async () => {
        const value = values[ofType('epoch').length]!
        if (ofType('epoch').length === 1) atBest = await readWeights(model.weights)
        return value
      },
    })
    expect(bestEpoch).toBe(2)
    expect(epochs.map(({ validation }) => validation)).toEqual(values)
    expect(ofType('improved').map(({ epoch, value }) => [epoch, value])).toEqual([
      [1, 0.1],
      [2, 0.5],
    ])
    expect(ofType('validation').at(-1)).toEqual({
      type: 'validation',
      epoch: 4,
      value: 0.4,
      best: { epoch: 2, value: 0.5 },
    })
    expect(await readWeights(model.weights)).toEqual(atBest)
  })

  it('stops when validation got no better for as long as patience lasts, from patienceFrom on', async () => {
    const validate = async () => -ofType('epoch').length // the first epoch is the best
    const waiting = { ...options, epochs: 20, onEvent, validate, patience: 3 }
    expect(await train(model, waiting)).toMatchObject({ stopped: 'patience', bestEpoch: 1 })
    expect(ofType('epoch').length).toBe(4)
    events = []
    expect(await train(model, { ...waiting, patienceFrom: 5 })).toMatchObject({ stopped: 'patience' })
    expect(ofType('epoch').length).toBe(8)
    expect(ofType('stop')).toEqual([{ type: 'stop', stopped: 'patience', epoch: 8, bestEpoch: 1 }])
  })

  it('tells the whole course in events', async () => {
    await train(model, { ...options, epochs: 2, klWeight: warmUp({ to: 0.4, epochs: 4 }), onEvent })
    const types = [...Array(batchCount).fill('step'), 'epoch']
    expect(events.map(({ type }) => type)).toEqual(['start', ...types, ...types, 'stop'])
    expect(events[0]).toEqual({
      type: 'start',
      epoch: 1,
      batch: 0,
      epochs: 2,
      batchCount,
      resumed: false,
      parameterCount: 28,
    })
    const steps = ofType('step')
    expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 10 }, (_, i) => i + 1))
    expect(steps.map(({ batch }) => batch)).toEqual([1, 2, 3, 4, 5, 1, 2, 3, 4, 5])
    expect(steps.map(({ examples }) => examples)).toEqual([5, 5, 5, 5, 3, 5, 5, 5, 5, 3])
    expect(new Set(steps.map(({ klWeight }) => klWeight))).toEqual(new Set([0.1, 0.2]))
    for (const { loss, klWeight, terms } of steps) {
      expect(Object.keys(terms)).toEqual(['error', 'kl'])
      expectClose(loss, terms.error! + klWeight * terms.kl!)
    }
  })

  it('averages each term over the examples of the epoch', async () => {
    const { epochs } = await train(model, { ...options, epochs: 1, onEvent })
    const mean = (value: (step: ReturnType<typeof ofType<'step'>>[number]) => number) =>
      ofType('step').reduce((total, step) => total + step.examples! * value(step), 0) / rowCount
    expectClose(
      epochs[0]!.loss,
      mean(({ loss }) => loss),
      { rtol: 1e-12 },
    )
    expectClose(
      epochs[0]!.terms.kl!,
      mean(({ terms }) => terms.kl!),
      { rtol: 1e-12 },
    )
    expect(ofType('epoch')[0]!.record).toEqual(epochs[0])
  })

  it('asks for the batches of each epoch anew, shuffled by seed and epoch alone', async () => {
    const orders: number[][] = []
    const batches = (epoch: number, noise: Random) => {
      const given = [...options.batches(epoch, noise)]
      orders.push(given.flatMap((rows) => [...rows]))
      return given
    }
    await train(model, { ...options, batches, epochs: 2 })
    await train(model, { ...options, batches, epochs: 1, optimizer: {} })
    expect(orders[1]).not.toEqual(orders[0])
    expect(orders[2]).toEqual(orders[0])
  })

  it('lets timers and signals have their turn while it runs', async () => {
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await train(model, { ...options, epochs: 60 })
    clearInterval(timer)
    expect(turns).toBeGreaterThan(5)
  })

  it('stops after the running step when aborted, and lets the generator clean up', async () => {
    const stop = new AbortController()
    let closed = 0
    const batches = function* (epoch: number, noise: Random) {
      try {
        yield* options.batches(epoch, noise)
      } finally {
        closed++
      }
    }
    const { stopped, epochs, bestEpoch } = await train(model, {
      ...options,
      batches,
      signal: stop.signal,
      onEvent: (event) => {
        onEvent(event)
        if (event.type === 'step' && event.step === 7) stop.abort()
      },
    })
    expect(stopped).toBe('aborted')
    expect(bestEpoch).toBeUndefined()
    expect(epochs.length).toBe(1)
    expect(ofType('step').length).toBe(7)
    expect(closed).toBe(2)
    expect((await train(model, { ...options, signal: stop.signal })).epochs).toEqual([])
  })

  it('gives a gradient that two weights share to both', async () => {
    const [a, b] = [weight(scalar(1)), weight(scalar(1))]
    const added = customGrad((x, y) => ({
      value: mul(x as Tensor, y as Tensor),
      gradFunc: (dy: Tensor) => [dy, dy],
    }))
    const shared = { weights: { a, b }, loss: () => ({ loss: added(a.variable, b.variable) as Scalar }) }
    await train(shared, { batches: () => [0], batchCount: 1, epochs: 1, optimizer: { learningRate: 0.5 } })
    for (const { variable } of [a, b]) expectClose(await variable.data(), [0.5])
    disposeWeights({ a, b })
  })

  it('refuses a loss that is none', async () => {
    const one = { batches: () => [0], batchCount: 1, epochs: 1 }
    const w = weight(tensor1d([1, 2]))
    const unused = weight(scalar(1))
    const tensors = memory().numTensors
    const both = { weights: { w, unused }, loss: () => ({ loss: sum<Scalar>(w.variable) }) }
    await expect(train(both, one)).rejects.toThrow(`must depend on every weight, but does not on 'unused'`)
    expect(memory().numTensors).toBe(tensors)
    const vector = { weights: { w }, loss: () => ({ loss: mul(w.variable, 2) as unknown as Scalar }) }
    await expect(train(vector, one)).rejects.toThrow(`'loss' must be a scalar, got shape [2]`)
    disposeWeights({ w, unused })
  })

  it('refuses more or fewer batches than batchCount', async () => {
    const few = { ...options, batchCount: batchCount + 1 }
    await expect(train(model, few)).rejects.toThrow('batchCount = 6 batches an epoch, got 5')
    const many = { ...options, batchCount: batchCount - 1 }
    await expect(train(model, many)).rejects.toThrow('batchCount = 4 batches an epoch, got more')
  })

  it('refuses a validation that is no number', async () => {
    const validate = async () => Number.NaN
    await expect(train(model, { ...options, validate })).rejects.toMatchObject({
      message: 'train: the validation must be finite, got NaN in epoch 1',
      code: 'HVAMP_NOT_FINITE',
    })
  })

  it('refuses a validation that gives none', async () => {
    const validate = async () => undefined as unknown as number
    await expect(train(model, { ...options, validate })).rejects.toThrow(
      'train: the validation must be finite, got undefined in epoch 1',
    )
  })

  it('refuses counts of examples that weigh nothing, but passes over a batch of none', async () => {
    const counting = (exampleCount: (rows: Rows) => number) =>
      train(model, { ...options, epochs: 1, exampleCount })
    await expect(counting(() => 0)).rejects.toThrow(
      'train: exampleCount must be positive in some batch of each epoch, got 0 in all of 1',
    )
    for (const count of [-1, Number.NaN]) {
      await expect(counting(() => count)).rejects.toThrow(
        `train: exampleCount must be finite and at least 0, got ${count}`,
      )
    }
    let batch = 0
    expect((await counting(() => (batch++ === 0 ? 0 : 3))).epochs[0]!.loss).toBeGreaterThan(0)
  })

  it('refuses weights that are all frozen', async () => {
    const w = weight(scalar(1), { rate: 0 })
    const still = { weights: { w }, loss: () => ({ loss: sum<Scalar>(w.variable) }) }
    const one = { batches: () => [0], batchCount: 1, epochs: 1 }
    await expect(train(still, one)).rejects.toThrow(
      'train: a weight must be left that is not frozen, got none',
    )
    const phases = [{ ...still, name: 'first', passes: 1, weights: {} }]
    await expect(train({ ...still, phases }, one)).rejects.toThrow("got none in phase 'first'")
    w.dispose()
  })

  it('takes β from a function of epoch and step as from a schedule', async () => {
    const schedule = warmUp({ to: 0.4, epochs: 4 })
    await train(model, { ...options, epochs: 2, klWeight: schedule, onEvent })
    const other = regression()
    const klWeight = ({ epoch }: { epoch: number; step: number }) => 0.1 * epoch
    const { epochs } = await train(other, { ...options, epochs: 2, klWeight })
    expect(epochs.map(({ klWeight }) => klWeight)).toEqual([0.1, 0.2])
    expect(await readWeights(other.weights)).toEqual(await readWeights(model.weights))
    disposeWeights(other.weights)
  })

  it('refuses any other β before the first batch', async () => {
    const before = await readWeights(model.weights)
    const wrong = [0.3, 'constant', null, { weight: () => 1 }, { description: 'mine', weight: 1 }]
    for (const klWeight of wrong as never[]) {
      await expect(train(model, { ...options, klWeight })).rejects.toThrow(
        'train: klWeight must be a schedule or a function of the progress, got',
      )
    }
    for (const beta of [Number.NaN, -0.1, Number.POSITIVE_INFINITY, '1' as never]) {
      await expect(train(model, { ...options, klWeight: () => beta })).rejects.toThrow(
        `train: klWeight in epoch 1, step 1 must be a finite number, at least 0, got ${beta}`,
      )
    }
    expect(await readWeights(model.weights)).toEqual(before)
  })

  it('says what is wrong with its options before it begins', async () => {
    const validate = async () => 1
    const cases: [Partial<TrainOptions<Rows>>, string][] = [
      [{ epochs: 0 }, 'epochs must be a positive integer, got 0'],
      [{ epochs: Number.NaN }, 'epochs must be a positive integer, got NaN'],
      [{ batchCount: 0 }, 'batchCount must be a positive integer, got 0'],
      [{ patience: 0, validate }, 'patience must be a positive integer, got 0'],
      [{ patience: 5 }, 'patience must come with validate, got none'],
      [{ patienceFrom: -1 }, 'patienceFrom must be a non-negative integer, got -1'],
      [{ checkpointSeconds: Number.NaN }, 'checkpointSeconds must be at least 0, got NaN'],
      [{ epoch: 2 } as object, 'options must be among batches, batchCount, exampleCount, epochs, klWeight, '],
      [{ resume: true }, 'resume must come with checkpoints, got none'],
    ]
    for (const [wrong, message] of cases) {
      await expect(train(model, { ...options, ...wrong })).rejects.toThrow(`train: ${message}`)
    }
    await expect(train(model, { ...options, seed: -1 })).rejects.toThrow('seed must be')
    await expect(train(model, { ...options, optimizer: { beta1: 2 } })).rejects.toThrow('beta1 must be')
    await expect(train(model, { ...options, optimizer: { lr: 100 } as object })).rejects.toThrow(
      /^adam: options must be among learningRate, .+, got 'lr'$/,
    )
    expect(() => warmUp({ to: 1, epochs: 2, step: 3 } as { to: number })).toThrow("got 'step'")
  })
})
