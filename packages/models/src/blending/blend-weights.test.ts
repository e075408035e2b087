import { useBackend } from '@hvamp/backends'
import { binarize, filterInteractions, selectUsers, splitUsers, syntheticInteractions } from '@hvamp/data'
import { ndcg, recall } from '@hvamp/metrics'
import { beforeAll, describe, expect, it } from 'vitest'
import { blend, blendWeights, ease, evaluate, itemKnn, popularity, type Recommender, userKnn } from '../index'

const ratings = syntheticInteractions({
  users: 300,
  items: 60,
  interactionsPerUser: 12,
  seed: 9,
}).interactions
const liked = filterInteractions(binarize(ratings, { atLeast: 3 }), { minUserInteractions: 5 })
const { train, validation } = splitUsers(liked, { heldOut: 50 })
const models: Recommender[] = [ease({ l2: 20 }), popularity(), userKnn(), itemKnn()]
beforeAll(async () => {
  await useBackend('cpu')
  for (const model of models) await model.fit(train)
})

/** What evaluating a blend of these weights says. */
async function meanWith(some: readonly Recommender[], weights: readonly number[]): Promise<number> {
  return (await evaluate(blend(some, weights), validation, [ndcg(10)])).metrics['ndcg@10']!.mean
}

describe('weights of a blend', () => {
  it('of two models are the best of all shares, as an evaluation of each blend says', async () => {
    const two = models.slice(0, 2)
    const { weights, value, tried } = await blendWeights(two, validation, {
      metric: ndcg(10),
      steps: 5,
      batchSize: 17,
    })
    expect(tried.map((each) => each.weights)).toEqual([
      ...[
        [0.5, 0.5],
        [0, 1],
        [0.2, 0.8],
        [0.4, 0.6],
        [0.6, 0.4],
        [0.8, 0.2],
        [1, 0],
      ],
    ])
    for (const each of tried) expect(each.value).toBeCloseTo(await meanWith(two, each.weights), 12)
    expect(value).toBe(Math.max(...tried.map((each) => each.value)))
    expect(tried.find((each) => each.value === value)!.weights).toEqual(weights)
  })

  it('of more models are no worse than equal ones, than each model alone, and than any other share of one model', async () => {
    const options = { metric: ndcg(10), steps: 4 }
    const { weights, value, tried } = await blendWeights(models, validation, options)
    expect(tried.length).toBeGreaterThan(4 * models.length)
    expect(value).toBe(Math.max(...tried.map((each) => each.value)))
    expect(value).toBeGreaterThanOrEqual(await meanWith(models, [1, 1, 1, 1]))
    for (const model of models.keys()) {
      const others = weights.reduce((sum, weight, i) => (i === model ? sum : sum + weight), 0)
      if (others === 0) continue
      const without = weights.map((weight, i) => (i === model ? 0 : weight))
      expect(value).toBeGreaterThanOrEqual((await meanWith(models, without)) - 1e-3) // but for rounded weights
    }
    expect(await blendWeights(models, validation, options)).toEqual({ weights, value, tried })
  })

  it('are by NDCG@100 unless another metric is given, and progress is told', async () => {
    const progress: number[] = []
    const two = models.slice(0, 2)
    const byDefault = await blendWeights(two, validation, {
      batchSize: 20,
      onProgress: ({ users }) => progress.push(users),
    })
    expect(progress).toEqual([20, 40, 50])
    expect(byDefault).toEqual(await blendWeights(two, validation, { metric: ndcg(100) }))
    expect(byDefault.value).not.toBe((await blendWeights(two, validation, { metric: recall(5) })).value)
  })

  it('stop at a signal', async () => {
    const controller = new AbortController()
    const search = blendWeights(models, validation, {
      batchSize: 10,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('enough')),
    })
    await expect(search).rejects.toThrow('enough')
  })

  it('let a timer or a signal stop them', async () => {
    const controller = new AbortController()
    setImmediate(() => controller.abort(new Error('enough')))
    const search = blendWeights(models, validation, { batchSize: 1, signal: controller.signal })
    await expect(search).rejects.toThrow('enough')
  })

  it('are refused for one model, for nobody, and in no steps', async () => {
    await expect(blendWeights(models.slice(0, 1), validation)).rejects.toThrow(
      'blendWeights: models must be at least 2, got 1',
    )
    const nobody = {
      foldIn: selectUsers(validation.foldIn, []),
      heldOut: selectUsers(validation.heldOut, []),
    }
    await expect(blendWeights(models, nobody)).rejects.toThrow(
      'blendWeights: some user must have something held out, got nobody',
    )
    await expect(blendWeights(models, validation, { steps: 0 })).rejects.toThrow(
      'blendWeights: steps must be a positive integer, got 0',
    )
  })
})
