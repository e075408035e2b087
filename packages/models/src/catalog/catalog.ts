import type { Interactions } from '@hvamp/data'
import { type Random, random } from '@hvamp/random'
import { constant } from '@hvamp/training'
import { restored } from '../autoencoder/restored'
import { type FitDefaults, vaeRecommender } from '../autoencoder/vae-recommender'
import { restorePopularity } from '../baselines/popularity'
import { restoreBaseline } from '../baselines/restore'
import {
  type PresetName,
  type PresetOptions,
  type PresetSettings,
  presetSettings,
  usedOptions,
} from '../presets/preset-options'
import { presetNames, presetNetwork } from '../presets/presets'
import { startFromUsers } from '../presets/pseudo-input-start'
import { requireFittingSizes } from '../presets/require-fitting-sizes'
import type { ModelState, Recommender } from '../recommender/recommender'

/**
 * A recommender by its preset's name.
 *
 * @throws if there is no such preset, or an option is out of its range
 * @example preset('vamp', { items: train.itemCount, gated: true })
 */
export function preset(name: PresetName, options: PresetOptions): Recommender {
  if (!presetNames.includes(name)) {
    throw new Error(`preset: name must be one of ${presetNames.join(', ')}, got '${name}'`)
  }
  const settings = presetSettings(name, options)
  const network = presetNetwork(name, settings)
  const startFrom = (train: Interactions) =>
    startFromUsers(network.weights, train, random(settings.seed).fork('pseudoInputStart'))
  return vaeRecommender({
    ...description(name, settings),
    network,
    ...(settings.pseudoInputStart === 'users' && { startFrom }),
  })
}

/**
 * Mult-VAE (Liang et al. 2018).
 *
 * @throws if an option is out of its range
 * @example const model = multVae({ items: train.itemCount }); await model.fit(train)
 */
export const multVae = (options: PresetOptions): Recommender => preset('mult-vae', options)

/**
 * Mult-DAE (Liang et al. 2018).
 *
 * @throws if an option is out of its range
 * @example const model = multDae({ items: train.itemCount }); await model.fit(train)
 */
export const multDae = (options: PresetOptions): Recommender => preset('mult-dae', options)

/**
 * Vamp (Kim and Suh 2019).
 *
 * @throws if an option is out of its range
 * @example const model = vamp({ items: train.itemCount, gated: true }); await model.fit(train)
 */
export const vamp = (options: PresetOptions): Recommender => preset('vamp', options)

/**
 * H+Vamp (Kim and Suh 2019); gated, the paper's final model.
 *
 * @throws if an option is out of its range
 * @example const model = hvamp({ items: train.itemCount, gated: true }); await model.fit(train)
 */
export const hvamp = (options: PresetOptions): Recommender => preset('hvamp', options)

/**
 * RecVAE (Shenbin et al. 2020). Its `fit` has defaults of its own, the authors': 50 epochs, in each of which encoder and
 * decoder have their turns, batches of 500, and Adam without normalised gradients; klWeight, 1, multiplies each user's β.
 *
 * @throws if an option is out of its range
 * @example const model = recVae({ items: train.itemCount }); await model.fit(train)
 */
export const recVae = (options: PresetOptions): Recommender => preset('recvae', options)

/** How a model is fitted where its authors did otherwise than those of the others. */
const fitDefaults: Partial<Record<PresetName, FitDefaults>> = {
  recvae: {
    epochs: 50,
    batchSize: 500,
    klWeight: constant(1),
    optimizer: { gradientNormalization: 'none' },
  },
}

/** What makes each model again out of its saved state. */
const restorers: Readonly<Record<string, (state: ModelState) => Recommender>> = {
  ...Object.fromEntries(presetNames.map((name) => [name, restorePreset])),
  popularity: restorePopularity,
  ...restoreBaseline,
}

/**
 * The recommender that a saved state describes.
 *
 * @throws if the model is unknown, an option out of its range, or a weight missing, unknown or of another shape
 */
export function restore(state: ModelState): Recommender {
  const { model } = state
  if (!Object.hasOwn(restorers, model)) {
    throw new Error(`restore: model must be one of ${Object.keys(restorers).join(', ')}, got '${model}'`)
  }
  return restorers[model]!(state)
}

/** Zeros for weights that are written at once: drawing them would take longer than reading them. */
const blank: Random = {
  ...random(0),
  fork: () => blank,
  normals: (count) => new Float32Array(count),
}

function restorePreset({ model, options, itemIds, arrays, popularity }: ModelState): Recommender {
  const name = model as PresetName
  const settings = presetSettings(name, { ...options, items: itemIds.length })
  requireFittingSizes(name, settings, arrays)
  const network = restored(presetNetwork(name, settings, blank), arrays)
  return vaeRecommender({ ...description(name, settings), network, itemIds, popularity })
}

/** All that a recommender is, beside its network. */
function description(name: PresetName, settings: PresetSettings) {
  const { items } = settings
  const scale = settings.likelihood === 'bernoulli' ? 'logOdds' : 'logProbability'
  return { name, items, scale, options: usedOptions(name, settings), fitDefaults: fitDefaults[name] } as const
}
