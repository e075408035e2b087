import { useBackend } from '@hvamp/backends'
import { bernoulliLogLikelihood, multinomialLogLikelihood } from '@hvamp/layers'
import { standardGaussian } from '@hvamp/priors'
import { type Random, random } from '@hvamp/random'
import { disposeWeights } from '@hvamp/tensors'
import { availableBackends, expectClose, momentsOf, randomRows } from '@hvamp/testing'
import { memory, slice } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type AutoencoderOptions,
  asLatentPrior,
  autoencoder,
  decoder,
  gaussianEncoder,
  hvampNetwork,
  type Latent,
  multDaeNetwork,
  multVaeNetwork,
  recVaeNetwork,
  vampNetwork,
} from '../index'

const sizes = { items: 12, hidden: 5, latent: 3 }
const flat = { ...sizes, pseudoInputs: 6 }
const deep = { ...flat, gated: false, upperLatent: 4 }
const drawn = randomRows({ rowCount: 4, columnCount: 12 })
const rows = { ...drawn, values: drawn.values.map(() => 1) }
const networks = {
  'Mult-VAE': () => multVaeNetwork(flat),
  'Mult-DAE': () => multDaeNetwork(sizes),
  Vamp: () => vampNetwork(flat),
  'H+Vamp': () => hvampNetwork(deep),
  'RecVAE, one β': () => recVaeNetwork({ ...flat, klPerInteraction: 0 }),
}

describe.each(await availableBackends())('autoencoder on %s', (backend) => {
  beforeAll(() => useBackend(backend))

  describe.each(Object.entries(networks))('as %s', (name, create) => {
    it('has a loss that is the mean of −log-likelihood + β KL over the rows', async () => {
      const network = create()
      const noise = random(3)
      const { logLikelihood, kl } = network.terms(rows, noise)
      const means = network.loss(rows, { klWeight: 0.3, noise })
      const average = (values: ArrayLike<number>) =>
        Array.from(values).reduce((total, value) => total + value, 0) / values.length
      const [ll, divergence] = [average(await logLikelihood.data()), average(await kl.data())]
      expectClose(await means.logLikelihood.data(), ll)
      expectClose(await means.kl.data(), divergence)
      expectClose(await means.loss.data(), 0.3 * divergence - ll)
      disposeWeights(network.weights)
    })

    it('is random with noise, the same for the same stream, and not without', async () => {
      const network = create()
      const values = async (noise?: Random) => [...(await network.terms(rows, noise).logLikelihood.data())]
      expect(await values(random(1))).toEqual(await values(random(1)))
      expect(await values(random(1))).not.toEqual(await values(random(2)))
      expect(await values()).toEqual(await values())
      disposeWeights(network.weights)
    })

    it('locates rows by the means of its top latents, and by the components of a VampPrior', async () => {
      const network = create()
      const { means, responsibilities } = network.locate(rows)
      const [columns, all] = [means.shape[1], network.embed(rows)]
      const top = slice(all, [0, all.shape[1] - columns], [rows.rowCount, columns])
      expect(columns).toBe(name === 'H+Vamp' ? 4 : 3)
      expectClose(await means.data(), await top.data())
      expect(responsibilities?.shape).toEqual(name.endsWith('Vamp') ? [rows.rowCount, 6] : undefined)
      disposeWeights(network.weights)
    })

    it('leaves no tensors but its results', () => {
      const before = memory().numTensors
      const network = create()
      const built = memory().numTensors
      expect(built - before).toBe(Object.keys(network.weights).length)
      network.terms(rows, random(1))
      network.loss(rows, { klWeight: 1, noise: random(1) })
      network.embed(rows)
      network.logits(rows)
      expect(memory().numTensors).toBe(built + 2 + 3 + 1 + 1)
      disposeWeights(network.weights)
    })
  })

  it('embeds as the posterior means of all latents, the lowest first', async () => {
    const network = hvampNetwork(deep)
    const posterior = network.embed(rows)
    expect(posterior.shape).toEqual([4, 3 + 4])
    const other = vampNetwork({ ...flat, latent: 4 })
    expect(other.embed(rows).shape).toEqual([4, 4])
  })

  it('has a KL of 0 and no noise in its code without a prior', async () => {
    const network = multDaeNetwork({ ...sizes, dropout: 0 })
    expect(network.weights['z.posterior.heads.weight']!.variable.shape).toEqual([5, 3]) // no log-variances
    const { kl, logLikelihood } = network.terms(rows, random(1))
    expect([...(await kl.data())]).toEqual([0, 0, 0, 0])
    expectClose(await logLikelihood.data(), await network.terms(rows).logLikelihood.data())
  })

  it('has, in closed form, the KL that many samples have on average', async () => {
    const draws = 2000
    const same = {
      // one user, as often as there are draws
      rowCount: draws,
      columnCount: 12,
      offsets: Int32Array.from({ length: draws + 1 }, (_, row) => 3 * row),
      columns: Int32Array.from({ length: 3 * draws }, (_, i) => [2, 5, 11][i % 3]!),
      values: new Float32Array(3 * draws).fill(1),
    }
    const average = async (kl: 'monteCarlo' | 'closedForm') => {
      const network = hvampNetwork({ ...deep, dropout: 0, kl })
      return momentsOf(await network.terms(same, random(1)).kl.data())
    }
    const [sampled, closed] = [await average('monteCarlo'), await average('closedForm')]
    expect(closed.variance).toBeLessThan(sampled.variance)
    expectClose(sampled.mean, closed.mean, { rtol: 0, atol: 4 * Math.sqrt(sampled.variance / draws) })
  })

  it('drops entries of pseudo-inputs while training, by default', async () => {
    const kl = async (dropout: number, pseudoInputDropout: boolean) => {
      const network = vampNetwork({ ...flat, dropout, pseudoInputDropout, layers: 1 })
      // without rows to drop, only pseudo-inputs differ
      const empty = randomRows({ rowCount: 1, columnCount: 12, density: 0 })
      return (await network.terms(empty, random(5)).kl.data())[0]!
    }
    expect(await kl(0.5, false)).toBe(await kl(0, true))
    expect(await kl(0.5, true)).not.toBe(await kl(0, true))
  })
})

describe('autoencoder', () => {
  beforeAll(() => useBackend('cpu'))
  const shared = { hidden: 4, layers: 1, activation: 'tanh', random: random(1) } as const
  const level = (name: string): Latent => ({
    name,
    posterior: gaussianEncoder({ ...shared, inputs: 12, latent: 2 }),
    prior: asLatentPrior(standardGaussian({ latent: 2 })),
  })
  const lower = decoder({ ...shared, inputs: 2, items: 12 })
  const build = (latents: Latent[], options: Partial<AutoencoderOptions> = {}) =>
    autoencoder({ latents, decoder: lower, logLikelihood: multinomialLogLikelihood, ...options })

  it('refuses latents that are none, or of one name', () => {
    expect(() => build([])).toThrow('autoencoder: latents must name at least one level, got none')
    expect(() => build([level('z'), level('z')])).toThrow(
      "autoencoder: latents must have names of their own, got 'z' twice",
    )
  })

  it('says which option is out of its limits', () => {
    const bernoulli = { logLikelihood: bernoulliLogLikelihood, sampledSoftmax: 3 }
    const cases: [Partial<AutoencoderOptions>, string][] = [
      [{ kl: 'closedform' as 'closedForm' }, "kl must be one of monteCarlo, closedForm, got 'closedform'"],
      [{ klPerInteraction: -1 }, 'klPerInteraction must be finite and at least 0, got -1'],
      [{ klPerInteraction: Number.NaN }, 'klPerInteraction must be finite and at least 0, got NaN'],
      [{ sampledSoftmax: -3 }, 'sampledSoftmax must be a non-negative integer, got -3'],
      [{ sampledSoftmax: Number.NaN }, 'sampledSoftmax must be a non-negative integer, got NaN'],
      [bernoulli, 'sampledSoftmax must be 0 unless the likelihood is multinomial, got 3'],
    ]
    for (const [options, message] of cases) {
      expect(() => build([level('z')], options)).toThrow(`autoencoder: ${message}`)
    }
  })
})
