import { type BackendName, useBackend } from '@hvamp/backends'
import { binarize, filterInteractions, splitUsers, syntheticInteractions } from '@hvamp/data'
import { ndcg } from '@hvamp/metrics'
import { availableBackends, softwareGpu } from '@hvamp/testing'
import { isSlowToo } from '@hvamp/testing/slow-tests'
import { warmUp } from '@hvamp/training'
import { describe, expect, it } from 'vitest'
import { evaluate, hvamp, multVae, type Recommender } from '../index'

const ratings = syntheticInteractions({ users: 250, items: 60, interactionsPerUser: 14, seed: 3 })
const liked = filterInteractions(binarize(ratings.interactions, { atLeast: 4 }), { minUserInteractions: 5 })
const { train, test } = splitUsers(liked, { heldOut: 40 })
const small = { hidden: 16, latent: 6, pseudoInputs: 8, layers: 1, seed: 2 }
const models: Readonly<Record<string, () => Recommender>> = {
  'Mult-VAE': () => multVae(small),
  'H+Vamp (Gated)': () => hvamp(small),
  ...(isSlowToo && {
    'H+Vamp (Gated), sparse pseudo-inputs': () =>
      hvamp({ ...small, pseudoInputSupport: 'users', pseudoInputItems: 12 }),
  }),
}

/** NDCG@100 on the test users, after a training of the same seed on some backend. */
async function ndcgOn(name: BackendName, create: () => Recommender): Promise<number> {
  await useBackend(name)
  const model = create()
  await model.fit(train, {
    epochs: isSlowToo ? 4 : 2, // in software a step of webgpu takes a second
    batchSize: 50,
    klWeight: warmUp({ to: 0.2, epochs: 1 }),
    optimizer: { learningRate: 3e-3 },
    seed: 7,
  })
  const { metrics } = await evaluate(model, test, [ndcg(100)])
  model.dispose()
  return metrics['ndcg@100']!.mean
}

const others = (await availableBackends()).filter((name) => name !== 'cpu')
if (softwareGpu()) others.push('webgpu') // SwiftShader, where Debian’s chromium is installed

describe(`the same seed gives the same metrics on cpu, ${others.join(', ')}`, () => {
  it.each(Object.entries(models))('%s', async (_, create) => {
    const onCpu = await ndcgOn('cpu', create)
    expect(onCpu).toBeGreaterThan(0.1)
    for (const name of others) {
      expect(Math.abs((await ndcgOn(name, create)) - onCpu), name).toBeLessThan(0.005)
    }
  })
})
