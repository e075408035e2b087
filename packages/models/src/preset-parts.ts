import { bernoulliLogLikelihood, multinomialLogLikelihood, type NetworkOptions } from '@hvamp/layers'
import { vampPrior } from '@hvamp/priors'
import { random } from '@hvamp/random'
import { type Autoencoder, autoencoder, type Latent } from './autoencoder'
import { decoder } from './decoder'
import { type Encoder, gaussianEncoder } from './encoder'
import { conditional, type LatentPrior, unconditional } from './latent-prior'
import type { PresetSettings } from './preset-options'

/** What all networks of a preset have in common, and the randomness that is one part's own. */
function shared(
  { hidden, layers, gated, seed }: PresetSettings,
  part: string,
): Omit<NetworkOptions, 'inputs'> {
  return {
    hidden,
    layers,
    activation: gated ? 'gated' : 'tanh',
    noise: random(seed).fork('weights').fork(part),
  }
}

/** q(z | x), or q(z | x, above) where there are latents above. */
export function posteriorOf(
  settings: PresetSettings,
  { name, latent, above }: { name: string; latent: number; above?: number },
): Encoder {
  const { items, dropout } = settings
  return gaussianEncoder({ ...shared(settings, name), inputs: items, beside: above, latent, dropout })
}

/** The VampPrior whose components are the posteriors of pseudo-inputs. */
export function vampOf(settings: PresetSettings, posterior: Encoder): LatentPrior {
  const { items, pseudoInputs, pseudoInputDropout } = settings
  return unconditional(
    vampPrior({
      encode: (u, noise) => posterior.encode(u, undefined, pseudoInputDropout ? noise : undefined),
      pseudoInputs,
      inputSize: items,
      noise: shared(settings, 'pseudoInputs').noise,
    }),
  )
}

/** p(z1 | z2). */
export function lowerPriorOf(settings: PresetSettings): LatentPrior {
  const { latent, upperLatent } = settings
  return conditional(gaussianEncoder({ ...shared(settings, 'prior'), inputs: upperLatent, latent }))
}

/** The autoencoder of these latents: [z], or [z2, z1], which the decoder sees both. */
export function autoencoderOf(settings: PresetSettings, latents: readonly Latent[]): Autoencoder {
  const { items, latent, upperLatent, likelihood, kl } = settings
  return autoencoder({
    latents,
    decoder: decoder({
      ...shared(settings, 'decoder'),
      inputs: latent,
      beside: latents.length > 1 ? upperLatent : undefined,
      items,
    }),
    logLikelihood: likelihood === 'bernoulli' ? bernoulliLogLikelihood : multinomialLogLikelihood,
    kl,
  })
}
