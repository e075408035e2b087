import { useBackend } from '@hvamp/backends'
import { interactionsFrom } from '@hvamp/data'
import { disposeWeights } from '@hvamp/tensors'
import { expectClose } from '@hvamp/testing'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  hvamp,
  hvampNetwork,
  multVae,
  multVaeNetwork,
  type PresetName,
  type PresetOptions,
  type PriorName,
  preset,
  vamp,
  vampNetwork,
} from '../index'

beforeAll(() => useBackend('cpu'))
const small = { items: 6, hidden: 4, latent: 3, pseudoInputs: 2 }

describe('preset options', () => {
  it('are refused where they are out of range, before anything is allocated', () => {
    const before = memory().numTensors
    const cases: [Record<string, unknown>, string][] = [
      [{ items: 0 }, 'hvamp: items must be a positive integer, got 0'],
      [{ items: undefined }, 'hvamp: items must be a positive integer, got undefined'],
      [{ hidden: 1.5 }, 'hvamp: hidden must be a positive integer, got 1.5'],
      [{ latent: Number.NaN }, 'hvamp: latent must be a positive integer, got NaN'],
      [{ upperLatent: -1 }, 'hvamp: upperLatent must be a positive integer, got -1'],
      [{ layers: 0 }, 'hvamp: layers must be a positive integer, got 0'],
      [{ pseudoInputs: 0 }, 'hvamp: pseudoInputs must be a positive integer, got 0'],
      [{ hidden: '600' }, "hvamp: hidden must be a positive integer, got '600'"],
      [{ dropout: 1 }, 'hvamp: dropout must be in [0, 1), got 1'],
      [{ dropout: -0.1 }, 'hvamp: dropout must be in [0, 1), got -0.1'],
      [{ dropout: Number.NaN }, 'hvamp: dropout must be in [0, 1), got NaN'],
      [{ seed: -1 }, 'hvamp: seed must be an integer, at least 0, got -1'],
      [{ gated: 'yes' }, "hvamp: gated must be true or false, got 'yes'"],
      [{ likelihood: 'gaussian' }, "hvamp: likelihood must be 'multinomial' or 'bernoulli', got 'gaussian'"],
      [{ kl: 'none' }, "hvamp: kl must be 'monteCarlo' or 'closedForm', got 'none'"],
      [{ klPerInteraction: -1 }, 'hvamp: klPerInteraction must be finite and at least 0, got -1'],
      [{ training: 'both' }, "hvamp: training must be 'alternating' or 'joint', got 'both'"],
      [{ encoderPasses: 0 }, 'hvamp: encoderPasses must be a positive integer, got 0'],
      [
        { prior: 'flat' },
        "hvamp: prior must be one of gaussian, vamp, mixture, composite, exemplar, got 'flat'",
      ],
      [{ hiden: 600 }, "hvamp: must not have 'hiden'"],
    ]
    for (const [change, message] of cases) {
      expect(() => hvamp({ ...small, ...change } as PresetOptions)).toThrow(message)
    }
    expect(() => preset('ease' as PresetName, small)).toThrow(
      "preset: name must be one of mult-vae, mult-dae, vamp, hvamp, recvae, got 'ease'",
    )
    expect(memory().numTensors).toBe(before)
  })

  it("have the paper's defaults", async () => {
    const { weights } = hvampNetwork({ items: 3 })
    const shapes = Object.entries(weights).map(([name, { variable }]) => [name, variable.shape])
    expect(Object.fromEntries(shapes)).toMatchObject({
      'z2.posterior.hidden.0.weight': [3, 600],
      'z2.posterior.hidden.1.weight': [600, 600],
      'z2.posterior.heads.weight': [600, 400],
      'z1.posterior.hidden.right.weight': [200, 600],
      'z1.posterior.hidden.joint.weight': [1200, 600],
      'z2.prior.pseudoInputs': [1000, 3],
      'decoder.output.weight': [600, 3],
    })
    disposeWeights(weights)
  })

  it('make one layer deep networks but for H+Vamp', () => {
    const names = ({ weights }: ReturnType<typeof hvampNetwork>) =>
      Object.keys(weights).filter((name) => name.includes('hidden') && name.endsWith('.weight'))
    expect(names(multVaeNetwork(small))).toEqual(['z.posterior.hidden.0.weight', 'decoder.hidden.0.weight'])
    expect(names(vampNetwork(small)).length).toBe(2)
    expect(names(hvampNetwork(small)).length).toBe(10)
    expect(names(hvampNetwork({ ...small, layers: 1 })).length).toBe(4)
  })

  it('start from the same weights with the same seed, from others with another', async () => {
    const start = async (options: Partial<PresetOptions>) => {
      const { weights } = multVaeNetwork({ ...small, ...options })
      return weights['decoder.output.weight']!.variable.data()
    }
    expect(await start({ seed: 1 })).toEqual(await start({}))
    expect(await start({ seed: 2 })).not.toEqual(await start({}))
  })

  it("start pseudo-inputs as rows of different users over their norm, on the first fit, with 'users'", async () => {
    const users = Array.from({ length: 5 }, (_, user) => [user, (user + 1) % 6])
    const train = interactionsFrom(
      users.flatMap((items, user) => [0, ...items, 5].map((item) => ({ user, item }))),
    )
    const rows = Array.from({ length: 5 }, (_, user) => {
      const items = train.items.subarray(train.offsets[user], train.offsets[user + 1])
      return Array.from({ length: 6 }, (_, item) => (items.includes(item) ? items.length ** -0.5 : 0))
    })
    const started = async (options: Partial<PresetOptions>, from = train) => {
      const model = vamp({ ...small, pseudoInputs: 4, pseudoInputStart: 'users', ...options })
      const optimizer = { learningRate: 1e-12 } // as good as no step
      await model.fit(from, { epochs: 1, optimizer })
      const first = (await model.state()).arrays['z.prior.pseudoInputs']!.values
      await model.fit(from, { epochs: 1, optimizer })
      expectClose((await model.state()).arrays['z.prior.pseudoInputs']!.values, first, { atol: 1e-6 })
      model.dispose()
      return Array.from({ length: 4 }, (_, k) => Array.from(first.subarray(6 * k, 6 * k + 6)))
    }
    const inputs = await started({})
    const found = inputs.map((input) =>
      rows.findIndex((row) => row.every((value, item) => Math.abs(value - input[item]!) < 1e-6)),
    )
    expect(found).not.toContain(-1)
    expect(new Set(found).size).toBe(4)
    expect(await started({ seed: 2 })).not.toEqual(inputs)
    await expect(started({ pseudoInputs: 6 })).rejects.toThrow(
      "pseudoInputStart: 'users' must have as many users as pseudo-inputs, 6, got 5",
    )
  })

  it('that a model has no use for are not among those it is saved with', async () => {
    const model = multVae({ ...small, seed: 3 })
    const entries = Array.from({ length: 6 }, (_, i) => ({ user: i % 2, item: i }))
    await model.fit(interactionsFrom(entries), { epochs: 1 })
    const { options } = await model.state()
    expect(options).toEqual({
      hidden: 4,
      latent: 3,
      layers: 1,
      gated: false,
      dropout: 0.5,
      likelihood: 'multinomial',
      kl: 'monteCarlo',
      seed: 3,
    })
  })

  it('name another prior for the top latents, whose options are saved then', async () => {
    const train = interactionsFrom(Array.from({ length: 6 }, (_, i) => ({ user: i % 2, item: i })))
    const saved = async (prior?: PriorName) => {
      const model = multVae({ ...small, pseudoInputs: 2, prior })
      await model.fit(train, { epochs: 1 })
      const { options, arrays } = await model.state()
      const named = Object.keys(options).filter((name) => /prior|pseudoInput/.test(name))
      return { named, weights: Object.keys(arrays).filter((name) => name.startsWith('z.prior.')) }
    }
    const none = { named: [], weights: [] }
    expect(await saved()).toEqual(none)
    expect(await saved('gaussian')).toEqual(none)
    expect(await saved('vamp')).toEqual({
      named: ['prior', 'pseudoInputs', 'pseudoInputDropout', 'pseudoInputStart'],
      weights: ['z.prior.pseudoInputs'],
    })
    expect(await saved('mixture')).toEqual({
      named: ['prior', 'pseudoInputs'],
      weights: ['z.prior.means', 'z.prior.logVariances', 'z.prior.logits'],
    })
    expect(await saved('exemplar')).toEqual({
      named: ['prior', 'pseudoInputs', 'pseudoInputDropout'],
      weights: ['z.prior.logVariance'],
    })
    const { named, weights } = await saved('composite')
    expect(named).toEqual(['prior'])
    expect(weights.length).toBe(4)
  })
})
