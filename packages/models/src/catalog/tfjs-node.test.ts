import { readFileSync } from 'node:fs'
import { useBackend } from '@hvamp/backends'
import { binarize, splitUsers, syntheticInteractions } from '@hvamp/data'
import { expectClose } from '@hvamp/testing'
import {
  findBackend,
  getBackend,
  getKernelsForBackend,
  registerBackend,
  registerKernel,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cdae, hvamp, multDae, multVae, type Recommender, vamp } from '../index'

const kernels: string[] = JSON.parse(readFileSync('fixtures/tfjs-node/kernels.json', 'utf8'))
const ratings = syntheticInteractions({ users: 60, items: 30, interactionsPerUser: 7, seed: 5 }).interactions
const { train, validation } = splitUsers(binarize(ratings, { atLeast: 1 }), { heldOut: 10 })
const options = { hidden: 6, latent: 3, pseudoInputs: 4 }
const models: [name: string, create: () => Recommender][] = [
  ['mult-vae', () => multVae({ ...options, kl: 'closedForm' })],
  ['mult-vae, Bernoulli', () => multVae({ ...options, likelihood: 'bernoulli' })],
  ['mult-dae', () => multDae({ hidden: 6, latent: 3 })],
  ['vamp, gated', () => vamp({ ...options, gated: true })],
  ['hvamp', () => hvamp({ ...options, gated: false, layers: 2 })],
  ['hvamp, gated', () => hvamp({ ...options, gated: true, layers: 1 })],
  ['cdae', () => cdae({ latent: 4 })],
]

// A tfjs-node without libtensorflow, which cannot be downloaded everywhere: the cpu backend's kernels, but only those that
// tfjs-node has too.
describe('on the kernels that tfjs-node has (recorded list; computed by the cpu backend)', () => {
  beforeAll(async () => {
    await useBackend('cpu')
    for (const kernel of getKernelsForBackend('cpu')) {
      if (kernels.includes(kernel.kernelName)) registerKernel({ ...kernel, backendName: 'tensorflow' })
    }
    const cpu = findBackend('cpu')
    registerBackend('tensorflow', () => cpu)
  })
  afterAll(() => removeBackend('tensorflow'))

  async function scoresOn(backend: string, create: () => Recommender): Promise<Float32Array> {
    await setBackend(backend)
    const model = create()
    await model.fit(train, { epochs: 2, batchSize: 25, validation })
    expect(getBackend()).toBe(backend)
    const scores = await model.score(validation.foldIn)
    model.dispose()
    return scores
  }

  it.each(models)('%s trains and scores as on cpu', async (_, create) => {
    const expected = await scoresOn('cpu', create)
    expectClose(await scoresOn('tensorflow', create), expected)
  })
})
