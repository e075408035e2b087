import { expect, it } from 'vitest'
import { isBadInput } from '../process/bad-input'
import { completeModel, type ModelOptions } from '../settings/model'
import { requested } from '../settings/requested'
import type { RunConfig } from '../settings/run-config'
import { requireSameWeights } from './same-weights'

/** Starts from the weights of a run with some options, by others that the user chose. */
function start(before: ModelOptions, chosen: Partial<ModelOptions>, ofRefit: Partial<ModelOptions> = {}) {
  const options = completeModel(before)
  const from = { run: 'earlier', config: { options } as RunConfig }
  requireSameWeights(from, requested({ ...options, ...ofRefit, ...chosen }, Object.keys(chosen)))
}

it.each<[ModelOptions, Partial<ModelOptions>, string]>([
  [{ model: 'mult-vae', hidden: 8 }, { hidden: 16 }, '--hidden: must be 8'],
  [{ model: 'mult-vae', latent: 4 }, { latent: 2 }, '--latent: must be 4'],
  [{ model: 'mult-dae' }, { layers: 2 }, '--layers: must be 1'],
  [{ model: 'mult-dae', layers: 2 }, { layers: 1 }, '--layers: must be 2'],
  [{ model: 'hvamp' }, { gated: false }, '--gated: must be true'],
  [{ model: 'hvamp', latent: 4 }, { upperLatent: 2 }, '--upper-latent: must be 4'],
  [{ model: 'mult-vae' }, { prior: 'vamp' }, '--prior: must be gaussian'],
  [{ model: 'hvamp' }, { prior: 'mixture' }, '--prior: must be vamp'],
  [{ model: 'vamp', pseudoInputs: 12 }, { pseudoInputs: 10 }, '--pseudo-inputs: must be 12'],
  [{ model: 'vamp' }, { pseudoInputSupport: 'users' }, '--pseudo-input-support: must be dense'],
  [{ model: 'recvae', prior: 'mixture', pseudoInputs: 5 }, { pseudoInputs: 6 }, '--pseudo-inputs: must be 5'],
  [{ model: 'vasp' }, { hidden: 16 }, '--hidden: must be 600'],
  [{ model: 'cdae' }, { latent: 3 }, '--latent: must be 200'],
  [{ model: 'autorec' }, { hidden: 3 }, '--hidden: must be 500'],
  [{ model: 'elsa', factors: 8 }, { factors: 4 }, '--factors: must be 8'],
  [{ model: 'ials', factors: 8 }, { factors: 4 }, '--factors: must be 8'],
  [{ model: 'wmf', factors: 8 }, { factors: 4 }, '--factors: must be 8'],
  [{ model: 'mf', factors: 8 }, { factors: 4 }, '--factors: must be 8'],
])('%j with %j would have other weights, and is refused', (before, chosen, rule) => {
  const [got] = Object.values(chosen)
  const refused = expect.objectContaining({
    message: `${rule} as in earlier, whose weights training starts from, or left out, got ${got}`,
  })
  let error: unknown
  try {
    start(before, chosen)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toEqual(refused)
  expect(isBadInput(error)).toBe(true)
})

it.each<[ModelOptions, Partial<ModelOptions>]>([
  [
    { model: 'mult-vae', hidden: 8 },
    { hidden: 8, dropout: 0.3, beta: 0.1, epochs: 3, weightDecay: 0.01 },
  ],
  [{ model: 'mult-vae', prior: 'vamp' }, { prior: 'gaussian' }],
  [{ model: 'mult-vae' }, { prior: 'exemplar', pseudoInputs: 7 }],
  [{ model: 'mult-vae' }, { pseudoInputs: 7 }],
  [{ model: 'vamp' }, { pseudoInputLearningRate: 0, pseudoInputs: 7 }],
  [
    { model: 'vamp', pseudoInputSupport: 'users' },
    { pseudoInputSupport: 'users', pseudoInputItems: 9 },
  ],
  [{ model: 'ials' }, { blockSize: 8, l2: 1 }],
  [{ model: 'cdae' }, { latent: 200, weightDecay: 0.1 }],
])('%j with %j has the same weights', (before, chosen) => {
  expect(() => start(before, chosen)).not.toThrow()
})

it('a run whose options are repeated must have the same weights, too', () => {
  const ofRefit = { hidden: 16 }
  expect(() => start({ model: 'mult-vae', hidden: 8 }, {}, ofRefit)).toThrow(
    '--from: must be a run with --hidden 16, as the new one has, got earlier with 8',
  )
  expect(() => start({ model: 'mult-vae', hidden: 8 }, { hidden: 8 }, ofRefit)).not.toThrow()
})
