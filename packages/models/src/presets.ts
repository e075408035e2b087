import { residualNetwork } from '@hvamp/layers'
import { standardGaussian } from '@hvamp/priors'
import { type Random, random } from '@hvamp/random'
import type { Autoencoder } from './autoencoder'
import { composite, unconditional } from './latent-prior'
import { type PresetName, type PresetOptions, type PresetSettings, presetSettings } from './preset-options'
import {
  alternatingPhases,
  autoencoderOf,
  type Blueprint,
  linearDecoderOf,
  lowerPriorOf,
  posteriorOf,
  vampOf,
} from './preset-parts'

const builders: Readonly<Record<PresetName, (blueprint: Blueprint) => Autoencoder>> = {
  'mult-vae'(blueprint) {
    const { latent } = blueprint
    const posterior = posteriorOf(blueprint, { name: 'z', latent })
    const prior = unconditional(standardGaussian({ latent }))
    return autoencoderOf(blueprint, [{ name: 'z', posterior, prior }])
  },
  'mult-dae'(blueprint) {
    const posterior = posteriorOf(blueprint, { name: 'z', latent: blueprint.latent })
    return autoencoderOf(blueprint, [{ name: 'z', posterior }])
  },
  vamp(blueprint) {
    const posterior = posteriorOf(blueprint, { name: 'z', latent: blueprint.latent })
    return autoencoderOf(blueprint, [{ name: 'z', posterior, prior: vampOf(blueprint, posterior) }])
  },
  recvae(blueprint) {
    const { latent, klPerInteraction, training } = blueprint
    const encoder = () => posteriorOf(blueprint, { name: 'z', latent, build: residualNetwork })
    const posterior = encoder()
    const prior = composite(posterior, encoder(), { latent })
    return autoencoderOf(blueprint, [{ name: 'z', posterior, prior }], {
      decoder: linearDecoderOf(blueprint),
      klPerInteraction,
      phases: training === 'alternating' ? alternatingPhases(blueprint) : undefined,
    })
  },
  hvamp(blueprint) {
    const { latent, upperLatent } = blueprint
    const upper = posteriorOf(blueprint, { name: 'z2', latent: upperLatent })
    const lower = posteriorOf(blueprint, { name: 'z1', latent, above: upperLatent })
    return autoencoderOf(blueprint, [
      { name: 'z2', posterior: upper, prior: vampOf(blueprint, upper) },
      { name: 'z1', posterior: lower, prior: lowerPriorOf(blueprint) },
    ])
  },
}

/** Names of the autoencoder presets. */
export const presetNames = Object.keys(builders) as readonly PresetName[]

/** The network of a preset; its weights start from the seed, or from other randomness. */
export function presetNetwork(
  name: PresetName,
  settings: PresetSettings,
  noise: Random = random(settings.seed).fork('weights'),
): Autoencoder {
  return builders[name]({ ...settings, noise })
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
