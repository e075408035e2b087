import { useBackend } from '@hvamp/backends'
import { selectUsers, syntheticInteractions } from '@hvamp/data'
import { withEmptyHistory } from '@hvamp/testing'
import { describeServing } from '@hvamp/testing/describe-serving'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { beforeAll, describe } from 'vitest'
import { modelDefinitions, modelNames } from '../definitions/model-definitions'
import { makeModel, type Recommender } from '../index'

const { interactions } = syntheticInteractions({ users: 40, items: 25, interactionsPerUser: 6, seed: 3 })
const users = (from: number, to: number) =>
  selectUsers(
    interactions,
    Array.from({ length: to - from }, (_, i) => from + i),
  )
const histories = withEmptyHistory(users(30, 35))

/** Random rules, of all models together. */
const runs = isSlowToo ? 10_000 : 140

beforeAll(() => useBackend('cpu'))

// Whatever model is added to the catalogue is asked the same.
describe.each(modelNames)('%s', (name) => {
  let model: Recommender
  beforeAll(async () => {
    model = makeModel(name, tiny(name))
    await model.fit(users(0, 30), { epochs: 1 })
  })
  describeServing(() => ({ model, histories }), { runs: Math.ceil(runs / modelNames.length) })
})

/** The options of a model that make it small. */
function tiny(name: (typeof modelNames)[number]): object {
  const sizes: Record<string, number> = { hidden: 5, latent: 3, pseudoInputs: 4, factors: 4, layers: 1 }
  const own = modelDefinitions[name].options.shape
  return Object.fromEntries(Object.entries(sizes).filter(([option]) => option in own))
}
