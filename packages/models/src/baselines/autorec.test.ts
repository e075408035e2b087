import { useBackend } from '@hvamp/backends'
import { type Interactions, selectUsers, syntheticInteractions } from '@hvamp/data'
import { random } from '@hvamp/random'
import { disposeWeights, readWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, expectGradient } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import { memoryCheckpoints } from '@hvamp/training'
import type { Scalar, Tensor } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { autoRec, evaluateRatings, type FitOptions, restore } from '../index'
import { ratingScale, ratingsOf } from '../solvers/ratings'
import { autoRecNetwork } from './autorec-network'
import { lowRankRatings } from './ratings.fixture'

const { interactions } = syntheticInteractions({ users: 400, items: 40, interactionsPerUser: 10, seed: 5 })
const usersBetween = (from: number, to: number) =>
  selectUsers(
    interactions,
    Array.from({ length: to - from }, (_, i) => from + i),
  )
const train = usersBetween(0, 330)
const quick: FitOptions = { epochs: 2, batchSize: 16 }
const backends = await availableBackends()

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  describeRecommender('autorec', () => autoRec({ hidden: 6 }), quick, { values: 'used' })

  it('predicts W′ σ(W x + b) + b′ and the mean, and its loss is the mean squared error of the ratings there are', async () => {
    const network = autoRecNetwork({ items: 3, hidden: 2, dropout: 0, random: random(1) })
    network.setScale({ mean: 3.5, highest: 5 })
    const x = [1.5, -0.5]
    const rows = {
      rowCount: 2,
      columnCount: 3,
      offsets: Int32Array.of(0, 2, 2),
      columns: Int32Array.of(0, 2),
      values: Float32Array.from(x),
    }
    const arrays = await readWeights(network.weights)
    const of = (name: string) => arrays[name]!.values
    const predictions = [x, [0, 0]].map(([first, last]) => {
      const hidden = [0, 1].map(
        (unit) =>
          1 /
          (1 +
            Math.exp(
              -(
                first! * of('encoder.weight')[unit]! +
                last! * of('encoder.weight')[4 + unit]! +
                of('encoder.bias')[unit]!
              ),
            )),
      )
      return [0, 1, 2].map(
        (item) =>
          hidden[0]! * of('decoder.weight')[item]! +
          hidden[1]! * of('decoder.weight')[3 + item]! +
          of('decoder.bias')[item]!,
      )
    })
    expectClose(
      await network.logits(rows).data(),
      predictions.flat().map((value) => value + 3.5),
      { atol: 1e-5 },
    )
    const [first] = predictions
    const { loss } = network.loss(rows, { klWeight: 0, noise: random(1) })
    expectClose(await loss.data(), ((first![0]! - 1.5) ** 2 + (first![2]! + 0.5) ** 2) / 2, { atol: 1e-5 })
    const { scale: _, ...trained } = network.weights
    const variables = Object.values(trained).map(({ variable }) => variable as Tensor)
    await expectGradient(
      (..._: Tensor[]) => network.loss(rows, { klWeight: 0, noise: random(1) }).loss as Scalar,
      variables,
    )
    disposeWeights(network.weights)
  })
})

describe('autorec', () => {
  beforeAll(() => useBackend('wasm'))

  it('predicts the ratings that it is not shown better than the mean does, also after it was restored', async () => {
    const { train, foldIn, heldOut } = lowRankRatings(400)
    const users = { foldIn, heldOut }
    const model = autoRec({ hidden: 20 })
    await model.fit(train, {
      epochs: 60,
      batchSize: 50,
      optimizer: { learningRate: 1e-2, weightDecay: 1e-4 },
    })
    const { mean, highest } = ratingScale(ratingsOf('test', train))
    const constant = { score: async (h: Interactions) => new Float32Array(h.userCount * 40).fill(mean) }
    const { rmse } = await evaluateRatings(model, users)
    expect(rmse).toBeLessThan(0.7 * (await evaluateRatings(constant, users)).rmse)
    const state = await model.state()
    expectClose([...state.arrays.scale!.values], [mean, highest])
    const restored = restore(state)
    expect((await evaluateRatings(restored, users)).rmse).toBe(rmse)
    const bare = { ...foldIn, values: undefined }
    const best = { ...foldIn, values: foldIn.values!.map(() => highest) }
    expect(await restored.score(bare)).toEqual(await model.score(best))
    model.dispose()
    restored.dispose()
  })

  it('ends with the same weights when it was stopped and resumed', async () => {
    const options: FitOptions = { epochs: 3, batchSize: 64 }
    const create = () => autoRec({ hidden: 8, dropout: 0.2 })
    const whole = create()
    await whole.fit(train, options)
    const checkpoints = memoryCheckpoints()
    const controller = new AbortController()
    const onEvent: FitOptions['onEvent'] = (event) => {
      if (event.type === 'step' && event.step === 8) controller.abort()
    }
    const stopped = create()
    await stopped.fit(train, { ...options, checkpoints, signal: controller.signal, onEvent })
    const resumed = create()
    await resumed.fit(train, { ...options, checkpoints, resume: true })
    expect(await resumed.state()).toEqual(await whole.state())
    for (const model of [whole, stopped, resumed]) model.dispose()
  })

  it.each([
    [{ hidden: 0 }, 'autorec: hidden must be a positive integer, got 0'],
    [{ dropout: 1 }, 'autorec: dropout must be in [0, 1), got 1'],
    [{ depth: 2 } as never, "autorec: must not have 'depth'"],
  ])('refuses %j', (options, message) => {
    expect(() => autoRec(options)).toThrow(message)
  })

  it('refuses to be fitted again on interactions without ratings, and arrays of other sizes', async () => {
    const model = autoRec({ hidden: 3 })
    await model.fit(train, quick)
    await expect(model.fit({ ...train, values: undefined }, quick)).rejects.toThrow(
      'autorec.fit: interactions must have values, the ratings, got none',
    )
    const state = await model.state()
    expect(() => restore({ ...state, options: { ...state.options, hidden: 1e9 } })).toThrow(
      "writeWeights: 'encoder.weight' must have shape [40,1000000000], got [40,3]",
    )
    model.dispose()
  })
})
