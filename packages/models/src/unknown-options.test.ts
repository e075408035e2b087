import { useBackend } from '@hvamp/backends'
import { splitUsers, syntheticInteractions } from '@hvamp/data'
import { type Metric, ndcg } from '@hvamp/metrics'
import { beforeAll, expect, it } from 'vitest'
import { type ModelName, modelDefinitions } from './definitions'
import {
  blendWeights,
  ease,
  evaluate,
  evaluateRatings,
  explain,
  itemSimilarities,
  itemVectors,
  makeModel,
  matrixFactorization,
  multVae,
  popularItems,
  recommend,
  similarItems,
} from './index'

const { interactions } = syntheticInteractions({ users: 40, items: 40, interactionsPerUser: 8, seed: 3 })
const { train, test } = splitUsers(interactions, { heldOut: 10 })
const model = ease()
beforeAll(async () => {
  await useBackend('cpu')
  await model.fit(train)
})

const item = () => model.itemIds[0]!
const withOptions: Readonly<Record<string, (options: object) => unknown>> = {
  blendWeights: (options) => blendWeights([model, matrixFactorization()], test, options),
  evaluate: (options) => evaluate(model, test, [ndcg(10)], options),
  evaluateRatings: (options) => evaluateRatings(model, test, options),
  explain: (options) => explain(model, train, [item()], options),
  itemSimilarities: (options) => itemSimilarities(model, options),
  itemVectors: (options) => itemVectors(matrixFactorization(), options),
  popularItems: (options) => popularItems(model, options),
  recommend: (options) => recommend(model, test.foldIn, options),
  similarItems: (options) => similarItems(model, item(), options),
  similarTo: async (options) => (await itemSimilarities(model)).similarTo([item()], options),
}

it.each(Object.entries(withOptions))('%s refuses an option that does not exist', async (name, call) => {
  await expect((async () => call({ top: 3 }))()).rejects.toThrow(
    new RegExp(`^${name}: options must be among .+, got 'top'$`),
  )
})

it.each(Object.keys(modelDefinitions) as ModelName[])(
  '%s refuses an option of fit that does not exist',
  async (name) => {
    await expect(makeModel(name).fit(train, { epoch: 2 } as object)).rejects.toThrow(
      new RegExp(`^${modelDefinitions[name].name}\\.fit: options must be among .+ epochs, .+, got 'epoch'$`),
    )
  },
)

it('refuses an option of the optimizer that does not exist', async () => {
  const fit = multVae({ hidden: 4, latent: 2 }).fit(train, { optimizer: { lr: 100 } as object })
  await expect(fit).rejects.toThrow(/^adam: options must be among learningRate, .+, got 'lr'$/)
})

it('fits no network with patience and nobody to validate by', async () => {
  await expect(multVae().fit(train, { patience: 5 })).rejects.toThrow(
    '.fit: patience must come with validation, got none',
  )
})

it('evaluates on held-out users, by metrics', async () => {
  await expect(evaluate(model, train as unknown as typeof test, [ndcg(10)])).rejects.toThrow(
    'evaluate: users must be held-out ones, { foldIn, heldOut }, such as test of splitUsers, got neither part',
  )
  await expect(evaluate(model, test, ['ndcg@10'] as unknown as Metric[])).rejects.toThrow(
    "rankingEvaluator: metrics must be metrics, such as ndcg(100), got 'ndcg@10'",
  )
})
