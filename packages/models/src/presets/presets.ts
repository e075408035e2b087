import type { InteractionRows } from '@hvamp/data'
import { random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { z } from 'zod'
import { defineNetworkModel } from '../autoencoder/define-network-model'
import type { NetworkRecommenderOptions } from '../autoencoder/network-recommender'
import * as definitions from '../definitions/autoencoders'
import type { ModelState, Recommender } from '../recommender/recommender'
import { buildHvamp, buildMultDae, buildMultVae, buildRecVae, buildVamp } from './networks'
import { startFromUsers } from './pseudo-input-start'
import { supportFromUsers } from './pseudo-input-support'

export type MultVaeOptions = z.input<typeof definitions.multVae.options>
export type MultDaeOptions = z.input<typeof definitions.multDae.options>
export type VampOptions = z.input<typeof definitions.vamp.options>
export type HvampOptions = z.input<typeof definitions.hvamp.options>
export type RecVaeOptions = z.input<typeof definitions.recVae.options>

interface PresetSettings {
  readonly seed: number
  readonly layers: number
  readonly likelihood: 'multinomial' | 'bernoulli'
  readonly pseudoInputStart?: 'noise' | 'users'
  readonly pseudoInputSupport?: 'dense' | 'users'
}

/** What follows from the settings of a preset, beside its network. */
function partsOf(
  settings: PresetSettings,
  saved: ModelState | undefined,
): Pick<NetworkRecommenderOptions, 'scale' | 'startFrom'> {
  requireLayers(saved, settings.layers)
  return {
    scale: settings.likelihood === 'bernoulli' ? 'logOdds' : 'logProbability',
    startFrom: ({ weights }, train) => startPseudoInputs(weights, train, settings),
  }
}

/** Gives pseudo-inputs what they take from training users: the items of sparse ones, and values where they start so. */
function startPseudoInputs(weights: Weights, train: InteractionRows, settings: PresetSettings): void {
  const { seed, pseudoInputStart: start, pseudoInputSupport: support } = settings
  if (support === 'users') {
    supportFromUsers(weights, train, { start, random: random(seed).fork('pseudoInputSupport') })
  } else if (start === 'users') {
    startFromUsers(weights, train, random(seed).fork('pseudoInputStart'))
  }
}

/**
 * Refuses a saved model that claims more layers than it has weights, before they are built.
 *
 * @throws if it does
 */
function requireLayers(saved: ModelState | undefined, layers: number): void {
  const most = saved ? Object.keys(saved.arrays).length : layers
  if (layers > most) {
    throw new Error(`${saved!.model}: layers must be at most the number of weights, ${most}, got ${layers}`)
  }
}

export const multVaeMaker = defineNetworkModel(definitions.multVae, (settings, saved) => ({
  ...partsOf(settings, saved),
  build: ({ items }) => buildMultVae(settings, items),
}))

export const multDaeMaker = defineNetworkModel(definitions.multDae, (settings, saved) => ({
  ...partsOf(settings, saved),
  build: ({ items }) => buildMultDae(settings, items),
}))

export const vampMaker = defineNetworkModel(definitions.vamp, (settings, saved) => ({
  ...partsOf(settings, saved),
  build: ({ items }) => buildVamp(settings, items),
}))

export const hvampMaker = defineNetworkModel(definitions.hvamp, (settings, saved) => ({
  ...partsOf(settings, saved),
  build: ({ items }) => buildHvamp(settings, items),
}))

export const recVaeMaker = defineNetworkModel(definitions.recVae, (settings, saved) => ({
  ...partsOf(settings, saved),
  build: ({ items }) => buildRecVae(settings, items),
}))

/**
 * Mult-VAE (Liang et al. 2018).
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = multVae({ hidden: 600, latent: 200 }); await model.fit(train)
 */
export const multVae = (options?: MultVaeOptions): Recommender => multVaeMaker.make(options)

/**
 * Mult-DAE (Liang et al. 2018).
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = multDae({ dropout: 0.5 }); await model.fit(train)
 */
export const multDae = (options?: MultDaeOptions): Recommender => multDaeMaker.make(options)

/**
 * Vamp (Kim and Suh 2019).
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = vamp({ gated: true }); await model.fit(train)
 */
export const vamp = (options?: VampOptions): Recommender => vampMaker.make(options)

/**
 * H+Vamp (Kim and Suh 2019), gated by default: the paper's final model.
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = hvamp({ pseudoInputs: 1000 }); await model.fit(train)
 */
export const hvamp = (options?: HvampOptions): Recommender => hvampMaker.make(options)

/**
 * RecVAE (Shenbin et al. 2020). `fit` has the defaults of the authors' code: 50 epochs, in each of which encoder and decoder
 * have their turns, batches of 500, and Adam without normalised gradients; klWeight, 1, multiplies each user's β.
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = recVae({ klPerInteraction: 0.005 }); await model.fit(train)
 */
export const recVae = (options?: RecVaeOptions): Recommender => recVaeMaker.make(options)
