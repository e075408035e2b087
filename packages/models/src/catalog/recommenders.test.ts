import { useBackend } from '@hvamp/backends'
import { availableBackends } from '@hvamp/testing'
import { describeRecommender } from '@hvamp/testing/describe-recommender'
import { beforeAll, describe } from 'vitest'
import { type PresetName, type PriorName, popularity, preset } from '../index'

// One suite for every model: see @hvamp/testing.
describe('without tensors', () => {
  beforeAll(() => useBackend('cpu'))
  describeRecommender('popularity', popularity)
})

const sizes = { hidden: 7, latent: 3, upperLatent: 5, pseudoInputs: 4 }
const presets: { name: PresetName; gated: boolean; layers: number; prior?: PriorName }[] = [
  { name: 'mult-vae', gated: false, layers: 1 },
  { name: 'mult-dae', gated: true, layers: 1 },
  { name: 'vamp', gated: false, layers: 3 },
  { name: 'vamp', gated: true, layers: 1 },
  { name: 'hvamp', gated: false, layers: 1 },
  { name: 'hvamp', gated: true, layers: 2 },
  { name: 'recvae', gated: false, layers: 3 },
  { name: 'mult-vae', gated: false, layers: 1, prior: 'mixture' },
  { name: 'mult-vae', gated: false, layers: 1, prior: 'exemplar' },
  { name: 'hvamp', gated: true, layers: 1, prior: 'composite' },
  { name: 'recvae', gated: false, layers: 1, prior: 'vamp' },
]
const backends = await availableBackends()

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => useBackend(backend))
  for (const { name, ...options } of presets) {
    describeRecommender(
      `${name}, ${options.gated ? 'gated' : 'tanh'}, ${options.layers} layers, ${options.prior ?? 'its own prior'}`,
      (items) => preset(name, { items, ...sizes, ...options }),
      { epochs: 2, batchSize: 16 },
    )
  }
})
