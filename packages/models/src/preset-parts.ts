import { bernoulliLogLikelihood, multinomialLogLikelihood, type NetworkOptions } from '@hvamp/layers'
import { vampPrior } from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import { type Autoencoder, autoencoder, type Latent } from './autoencoder'
import { decoder } from './decoder'
import { type Encoder, gaussianEncoder } from './encoder'
import { conditional, type LatentPrior, unconditional } from './latent-prior'
import type { PresetSettings } from './preset-options'

/** What a preset's network is built from: its settings, and the randomness that its weights start from. */
export interface Blueprint extends PresetSettings {
  readonly noise: Random
}

/** What all networks of a preset have in common, and the randomness that is one part's own. */
function shared({ hidden, layers, gated, noise }: Blueprint, part: string): Omit<NetworkOptions, 'inputs'> {
  return { hidden, layers, activation: gated ? 'gated' : 'tanh', noise: noise.fork(part) }
}

/** q(z | x), or q(z | x, above) where there are latents above. */
export function posteriorOf(
  blueprint: Blueprint,
  { name, latent, above }: { name: string; latent: number; above?: number },
): Encoder {
  const { items, dropout } = blueprint
  return gaussianEncoder({ ...shared(blueprint, name), inputs: items, beside: above, latent, dropout })
}

/** The VampPrior whose components are the posteriors of pseudo-inputs. */
export function vampOf(blueprint: Blueprint, posterior: Encoder): LatentPrior {
  const { items, pseudoInputs, pseudoInputDropout } = blueprint
  return unconditional(
    vampPrior({
      encode: (u, noise) => posterior.encode(u, undefined, pseudoInputDropout ? noise : undefined),
      pseudoInputs,
      inputSize: items,
      noise: shared(blueprint, 'pseudoInputs').noise,
    }),
  )
}

/** p(z1 | z2). */
export function lowerPriorOf(blueprint: Blueprint): LatentPrior {
  const { latent, upperLatent } = blueprint
  return conditional(gaussianEncoder({ ...shared(blueprint, 'prior'), inputs: upperLatent, latent }))
}

/** The autoencoder of these latents: [z], or [z2, z1], which the decoder sees both. */
export function autoencoderOf(blueprint: Blueprint, latents: readonly Latent[]): Autoencoder {
  const { items, latent, upperLatent, likelihood, kl } = blueprint
  return autoencoder({
    latents,
    decoder: decoder({
      ...shared(blueprint, 'decoder'),
      inputs: latent,
      beside: latents.length > 1 ? upperLatent : undefined,
      items,
    }),
    logLikelihood: likelihood === 'bernoulli' ? bernoulliLogLikelihood : multinomialLogLikelihood,
    kl,
  })
}
