import { useBackend } from '@hvamp/backends'
import { availableBackends } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import { beforeAll, describe } from 'vitest'
import { hvamp, multDae, multVae, popularity, type Recommender, recVae, vamp } from '../index'

// One suite for every model: see @hvamp/testing.
describe('without tensors', () => {
  beforeAll(() => useBackend('cpu'))
  describeRecommender('popularity', popularity)
})

const sizes = { hidden: 7, latent: 3 }
const flat = { ...sizes, pseudoInputs: 4 }
const deep = { ...flat, upperLatent: 5 }
const presets: Readonly<Record<string, () => Recommender>> = {
  'mult-vae': () => multVae(flat),
  'mult-dae, gated': () => multDae({ ...sizes, gated: true }),
  'vamp, 3 layers': () => vamp({ ...flat, layers: 3 }),
  'vamp, gated': () => vamp({ ...flat, gated: true }),
  'hvamp, tanh, 1 layer': () => hvamp({ ...deep, gated: false, layers: 1 }),
  hvamp: () => hvamp(deep),
  'recvae, 3 layers': () => recVae({ ...flat, layers: 3 }),
  'mult-vae under a mixture': () => multVae({ ...flat, prior: 'mixture' }),
  'mult-vae under exemplars': () => multVae({ ...flat, prior: 'exemplar' }),
  'hvamp under a composite prior': () => hvamp({ ...deep, layers: 1, prior: 'composite' }),
  'recvae under a VampPrior': () => recVae({ ...flat, layers: 1, prior: 'vamp' }),
}
const backends = await availableBackends()

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  for (const [name, create] of Object.entries(presets)) {
    describeRecommender(name, create, { epochs: 2, batchSize: 16 })
  }
})
