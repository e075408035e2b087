import { standardGaussian } from '@hvamp/priors'
import type { Autoencoder } from './autoencoder'
import { unconditional } from './latent-prior'
import { type PresetOptions, presetSettings } from './preset-options'
import { autoencoderOf, lowerPriorOf, posteriorOf, vampOf } from './preset-parts'

/**
 * Mult-VAE (Liang et al. 2018): one latent, standard Gaussian prior.
 *
 * @throws if an option is out of its range
 */
export function multVaeNetwork(options: PresetOptions): Autoencoder {
  const settings = presetSettings('mult-vae', options)
  const { latent } = settings
  const posterior = posteriorOf(settings, { name: 'z', latent })
  return autoencoderOf(settings, [
    { name: 'z', posterior, prior: unconditional(standardGaussian({ latent })) },
  ])
}

/**
 * Mult-DAE (Liang et al. 2018): the code is the mean itself, no noise and no KL.
 *
 * @throws if an option is out of its range
 */
export function multDaeNetwork(options: PresetOptions): Autoencoder {
  const settings = presetSettings('mult-dae', options)
  return autoencoderOf(settings, [
    { name: 'z', posterior: posteriorOf(settings, { name: 'z', latent: settings.latent }) },
  ])
}

/**
 * Vamp (Kim and Suh 2019): one latent under a VampPrior.
 *
 * @throws if an option is out of its range
 */
export function vampNetwork(options: PresetOptions): Autoencoder {
  const settings = presetSettings('vamp', options)
  const posterior = posteriorOf(settings, { name: 'z', latent: settings.latent })
  return autoencoderOf(settings, [{ name: 'z', posterior, prior: vampOf(settings, posterior) }])
}

/**
 * H+Vamp (Kim and Suh 2019): z2 under a VampPrior, z1 under p(z1 | z2); items from both.
 *
 * @throws if an option is out of its range
 */
export function hvampNetwork(options: PresetOptions): Autoencoder {
  const settings = presetSettings('hvamp', options)
  const { latent, upperLatent } = settings
  const upper = posteriorOf(settings, { name: 'z2', latent: upperLatent })
  const lower = posteriorOf(settings, { name: 'z1', latent, above: upperLatent })
  return autoencoderOf(settings, [
    { name: 'z2', posterior: upper, prior: vampOf(settings, upper) },
    { name: 'z1', posterior: lower, prior: lowerPriorOf(settings) },
  ])
}
