import { writeWeights } from '@hvamp/tensors'
import type { Autoencoder } from './autoencoder'
import { restoreBaseline } from './baselines/restore'
import { popularity } from './popularity'
import { hvampNetwork, multDaeNetwork, multVaeNetwork, type PresetOptions, vampNetwork } from './presets'
import type { ModelState, Recommender } from './recommender'
import { vaeRecommender } from './vae-recommender'

const networks = {
  'mult-vae': multVaeNetwork,
  'mult-dae': multDaeNetwork,
  vamp: vampNetwork,
  hvamp: hvampNetwork,
} as const satisfies Record<string, (options: PresetOptions) => Autoencoder>

/** Names of the autoencoder presets. */
export type PresetName = keyof typeof networks

/** A recommender by its preset's name. */
export function preset(name: PresetName, options: PresetOptions): Recommender {
  return vaeRecommender({
    name,
    options: { ...options },
    network: networks[name](options),
    items: options.items,
  })
}

/** Mult-VAE (Liang et al. 2018). @example multVae({ items: train.itemCount, seed: 1 }) */
export const multVae = (options: PresetOptions): Recommender => preset('mult-vae', options)

/** Mult-DAE (Liang et al. 2018). @example multDae({ items: train.itemCount, seed: 1 }) */
export const multDae = (options: PresetOptions): Recommender => preset('mult-dae', options)

/** Vamp (Kim and Suh 2019). @example vamp({ items: train.itemCount, gated: true, seed: 1 }) */
export const vamp = (options: PresetOptions): Recommender => preset('vamp', options)

/** H+Vamp (Kim and Suh 2019); gated, the paper's final model. @example hvamp({ items: train.itemCount, gated: true, seed: 1 }) */
export const hvamp = (options: PresetOptions): Recommender => preset('hvamp', options)

/**
 * The recommender that a saved state describes.
 *
 * @throws if the model is unknown, or a weight is missing, unknown or of another shape
 */
export function restore(state: ModelState): Recommender {
  const { model, options, itemIds, arrays } = state
  if (Object.hasOwn(restoreBaseline, model)) return restoreBaseline[model]!(state)
  if (model === 'popularity') {
    const counts = arrays.counts
    if (counts?.values.length !== itemIds.length) {
      throw new Error(
        `popularity: 'counts' must have one value for each of ${itemIds.length} items, got ${counts?.values.length ?? 'none'}`,
      )
    }
    return popularity({ itemIds, counts: counts.values })
  }
  if (!Object.hasOwn(networks, model)) {
    throw new Error(
      `unknown model '${model}', expected one of ${[...Object.keys(networks), ...Object.keys(restoreBaseline)].join(', ')} or popularity`,
    )
  }
  const presetOptions = { ...options, items: itemIds.length } as PresetOptions
  const network = networks[model as PresetName](presetOptions)
  writeWeights(network.weights, arrays)
  return vaeRecommender({ name: model, options, network, items: itemIds.length, itemIds })
}
