import { residualNetwork } from '@hvamp/layers'
import { type Random, random } from '@hvamp/random'
import type { Autoencoder } from '../autoencoder/autoencoder'
import type { Blueprint } from './blueprint'
import { type PresetName, type PresetOptions, type PresetSettings, presetSettings } from './preset-options'
import {
  alternatingPhases,
  autoencoderOf,
  linearDecoderOf,
  lowerPriorOf,
  posteriorOf,
  topOf,
} from './preset-parts'

const builders: Readonly<Record<PresetName, (blueprint: Blueprint) => Autoencoder>> = {
  'mult-vae': flat,
  'mult-dae'(blueprint) {
    const posterior = posteriorOf(blueprint, { name: 'z', latent: blueprint.latent, logVariance: 'zero' })
    return autoencoderOf(blueprint, [{ name: 'z', posterior }])
  },
  vamp: flat,
  hvamp(blueprint) {
    const { latent, upperLatent } = blueprint
    const lower = posteriorOf(blueprint, { name: 'z1', latent, above: upperLatent })
    return autoencoderOf(blueprint, [
      topOf(blueprint, { name: 'z2', latent: upperLatent }),
      { name: 'z1', posterior: lower, prior: lowerPriorOf(blueprint) },
    ])
  },
  recvae(blueprint) {
    const { latent, klPerInteraction, training } = blueprint
    return autoencoderOf(blueprint, [topOf(blueprint, { name: 'z', latent, build: residualNetwork })], {
      decoder: linearDecoderOf(blueprint),
      klPerInteraction,
      phases: training === 'alternating' ? alternatingPhases(blueprint) : undefined,
    })
  },
}

/** One latent under one prior. */
function flat(blueprint: Blueprint): Autoencoder {
  return autoencoderOf(blueprint, [topOf(blueprint, { name: 'z', latent: blueprint.latent })])
}

/** Names of the autoencoder presets. */
export const presetNames = Object.keys(builders) as readonly PresetName[]

/** The network of a preset; its weights start from the seed, or from other randomness. */
export function presetNetwork(
  name: PresetName,
  settings: PresetSettings,
  start: Random = random(settings.seed).fork('weights'),
): Autoencoder {
  return builders[name]({ ...settings, random: start })
}

const named =
  (name: PresetName) =>
  (options: PresetOptions): Autoencoder =>
    presetNetwork(name, presetSettings(name, options))

/**
 * Mult-VAE (Liang et al. 2018): one latent, standard Gaussian prior.
 *
 * @throws if an option is out of its range
 */
export const multVaeNetwork = named('mult-vae')

/**
 * Mult-DAE (Liang et al. 2018): the code is the mean itself, no noise and no KL.
 *
 * @throws if an option is out of its range
 */
export const multDaeNetwork = named('mult-dae')

/**
 * Vamp (Kim and Suh 2019): one latent under a VampPrior.
 *
 * @throws if an option is out of its range
 */
export const vampNetwork = named('vamp')

/**
 * H+Vamp (Kim and Suh 2019): z2 under a VampPrior, z1 under p(z1 | z2); items from both.
 *
 * @throws if an option is out of its range
 */
export const hvampNetwork = named('hvamp')

/**
 * RecVAE (Shenbin et al. 2020): one latent under a composite prior, a β for each user, encoder and decoder in turns.
 *
 * @throws if an option is out of its range
 */
export const recVaeNetwork = named('recvae')
