import type { NamedArrays } from '@hvamp/tensors'
import { isUsed, type PresetName, type PresetSettings } from './preset-options'

/**
 * Holds the sizes that a saved model claims against the weights it has, before anything is allocated for them.
 *
 * Each of these matrices is among the weights, so none can have more values than all of them together.
 *
 * @throws if one has, or there are more layers than weights
 */
export function requireFittingSizes(name: PresetName, settings: PresetSettings, arrays: NamedArrays): void {
  const { items, hidden, latent, layers } = settings
  const upperLatent = isUsed(name, 'upperLatent', settings) ? settings.upperLatent : 0
  const isMixture = settings.prior === 'vamp' || settings.prior === 'mixture' // exemplars are no weights
  const pseudoInputs = isMixture ? settings.pseudoInputs : 0
  const sizes = {
    'hidden × items': hidden * items,
    'hidden × hidden': layers > 1 ? hidden * hidden : 0,
    'hidden × latent': hidden * latent,
    'latent × items': name === 'recvae' ? latent * items : 0, // its decoder has no hidden layer
    'hidden × upperLatent': hidden * upperLatent,
    [settings.prior === 'vamp' ? 'pseudoInputs × items' : 'pseudoInputs × latent']:
      pseudoInputs * (settings.prior === 'vamp' ? items : upperLatent || latent),
  }
  const saved = Object.values(arrays)
  const most = saved.reduce((total, { values }) => total + values.length, 0)
  for (const [matrix, size] of Object.entries(sizes)) {
    if (size > most) {
      throw new Error(`${name}: ${matrix} must be at most the ${most} values of all weights, got ${size}`)
    }
  }
  if (layers > saved.length) {
    throw new Error(`${name}: layers must be at most the number of weights, ${saved.length}, got ${layers}`)
  }
}
