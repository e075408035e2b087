import { useBackend } from '@hvamp/backends'
import { interactionsFrom } from '@hvamp/data'
import { disposeWeights } from '@hvamp/tensors'
import { expectClose } from '@hvamp/testing'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type HvampOptions,
  hvamp,
  hvampNetwork,
  makeModel,
  multVae,
  multVaeNetwork,
  type PriorName,
  recVae,
  restore,
  type VampOptions,
  vamp,
  vampNetwork,
} from '../index'

beforeAll(() => useBackend('cpu'))
const small = { hidden: 4, latent: 3, pseudoInputs: 2 }
const network = { items: 6, ...small }

describe('preset options', () => {
  it('are refused where they are out of range, before anything is allocated', () => {
    const before = memory().numTensors
    const cases: [Record<string, unknown>, string][] = [
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
      [{ klPerInteraction: 1 }, "hvamp: must not have 'klPerInteraction'"],
      [
        { prior: 'flat' },
        "hvamp: prior must be 'gaussian', 'vamp', 'mixture', 'composite' or 'exemplar', got 'flat'",
      ],
      [{ hiden: 600 }, "hvamp: must not have 'hiden', only gated, layers, hidden"],
    ]
    for (const [change, message] of cases) {
      expect(() => hvamp({ ...small, ...change } as HvampOptions)).toThrow(message)
    }
    const ofRecVae: [Record<string, unknown>, string][] = [
      [{ klPerInteraction: -1 }, 'recvae: klPerInteraction must be finite and at least 0, got -1'],
      [{ training: 'both' }, "recvae: training must be 'alternating' or 'joint', got 'both'"],
      [{ encoderPasses: 0 }, 'recvae: encoderPasses must be a positive integer, got 0'],
      [{ gated: true }, "recvae: must not have 'gated'"],
    ]
    for (const [change, message] of ofRecVae) expect(() => recVae({ ...small, ...change })).toThrow(message)
    for (const items of [0, 1.5, undefined as never]) {
      expect(() => hvampNetwork({ ...network, items })).toThrow(
        `hvamp: items must be a positive integer, got ${items}`,
      )
    }
    expect(() => makeModel('other' as 'ease', {})).toThrow(
      /^makeModel: name must be one of hvamp, vamp, .*, popularity, got 'other'$/,
    )
    expect(memory().numTensors).toBe(before)
  })

  it("have the paper's defaults", async () => {
    const { weights } = hvampNetwork({ items: 3 })
    const shapes = Object.entries(weights).map(([name, { variable }]) => [name, variable.shape])
    expect(Object.fromEntries(shapes)).toMatchObject({
      'z2.posterior.hidden.0.weight': [3, 1200],
      'z2.posterior.hidden.1.weight': [600, 1200],
      'z2.posterior.heads.weight': [600, 400],
      'z1.posterior.hidden.right.weight': [200, 1200],
      'z1.posterior.hidden.joint.weight': [1200, 1200],
      'z2.prior.pseudoInputs': [1000, 3],
      'decoder.output.weight': [600, 3],
    })
    disposeWeights(weights)
  })

  it('make one layer deep networks but for H+Vamp', () => {
    const names = ({ weights }: ReturnType<typeof hvampNetwork>) =>
      Object.keys(weights).filter((name) => name.includes('hidden') && name.endsWith('.weight'))
    expect(names(multVaeNetwork(network))).toEqual(['z.posterior.hidden.0.weight', 'decoder.hidden.0.weight'])
    expect(names(vampNetwork(network)).length).toBe(2)
    expect(names(hvampNetwork(network)).length).toBe(10)
    expect(names(hvampNetwork({ ...network, layers: 1 })).length).toBe(4)
  })

  it('start from the same weights with the same seed, from others with another', async () => {
    const start = async (options: { seed?: number }) => {
      const { weights } = multVaeNetwork({ ...network, ...options })
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
    const started = async (options: VampOptions, from = train) => {
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

  it('are saved with the model, each with its value, and read from a model that was saved with fewer', async () => {
    const model = multVae({ ...small, seed: 3 })
    const entries = Array.from({ length: 6 }, (_, i) => ({ user: i % 2, item: i }))
    await model.fit(interactionsFrom(entries), { epochs: 1 })
    const state = await model.state()
    expect(state.options).toEqual({
      ...{
        gated: false,
        layers: 1,
        hidden: 4,
        latent: 3,
        dropout: 0.5,
        likelihood: 'multinomial',
        sampledSoftmax: 0,
        kl: 'monteCarlo',
      },
      ...{
        prior: 'gaussian',
        pseudoInputs: 2,
        pseudoInputStart: 'noise',
        pseudoInputSupport: 'dense',
        pseudoInputItems: 100,
        pseudoInputDropout: true,
        pseudoInputLearningRate: 1,
        seed: 3,
      },
    })
    const { prior, pseudoInputs, pseudoInputStart, pseudoInputDropout, pseudoInputLearningRate, ...options } =
      state.options
    const { arrays } = await restore({ ...state, options }).state() // as version 0.1 saved it
    expect(arrays).toEqual(state.arrays)
  })

  it('name another prior for the top latents', async () => {
    const train = interactionsFrom(Array.from({ length: 6 }, (_, i) => ({ user: i % 2, item: i })))
    const weightsUnder = async (prior?: PriorName) => {
      const model = multVae({ ...small, pseudoInputs: 2, prior })
      await model.fit(train, { epochs: 1 })
      const { arrays } = await model.state()
      return Object.keys(arrays).filter((name) => name.startsWith('z.prior.'))
    }
    expect(await weightsUnder()).toEqual([])
    expect(await weightsUnder('gaussian')).toEqual([])
    expect(await weightsUnder('vamp')).toEqual(['z.prior.pseudoInputs'])
    expect(await weightsUnder('mixture')).toEqual([
      ...['z.prior.means', 'z.prior.logVariances', 'z.prior.logits'],
    ])
    expect(await weightsUnder('exemplar')).toEqual(['z.prior.logVariance'])
    expect((await weightsUnder('composite')).length).toBe(4)
  })
})
