import {
  bernoulliLogLikelihood,
  type Layer,
  multinomialLogLikelihood,
  type NetworkOptions,
  type network,
} from '@hvamp/layers'
import { vampPrior } from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import { type Autoencoder, type AutoencoderOptions, autoencoder, type Latent } from './autoencoder'
import type { AutoencoderPhase } from './autoencoder-phases'
import { decoder, linearDecoder } from './decoder'
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
  { name, latent, above, build }: { name: string; latent: number; above?: number; build?: typeof network },
): Encoder {
  const { items, dropout } = blueprint
  return gaussianEncoder({
    ...shared(blueprint, name),
    inputs: items,
    beside: above,
    latent,
    dropout,
    ...(build && { build }),
  })
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

/** The decoder of these latents, with hidden layers as the encoder has them. */
function decoderOf(blueprint: Blueprint, latents: readonly Latent[]): Layer {
  const { items, latent, upperLatent } = blueprint
  return decoder({
    ...shared(blueprint, 'decoder'),
    inputs: latent,
    beside: latents.length > 1 ? upperLatent : undefined,
    items,
  })
}

/** The decoder of one latent without hidden layers. */
export function linearDecoderOf({ items, latent, noise }: Blueprint): Layer {
  return linearDecoder({ inputs: latent, items, noise: noise.fork('decoder') })
}

/** Turns of the encoder, with dropout, and of the decoder, without. */
export function alternatingPhases({ encoderPasses, decoderPasses }: Blueprint): AutoencoderPhase[] {
  return [
    { name: 'encoder', passes: encoderPasses, trains: ['encoder'], dropout: 'on' },
    { name: 'decoder', passes: decoderPasses, trains: ['decoder'], dropout: 'off' },
  ]
}

/** The autoencoder of these latents: [z], or [z2, z1], which the decoder sees both. */
export function autoencoderOf(
  blueprint: Blueprint,
  latents: readonly Latent[],
  own: Partial<AutoencoderOptions> = {},
): Autoencoder {
  const { likelihood, kl } = blueprint
  return autoencoder({
    latents,
    decoder: own.decoder ?? decoderOf(blueprint, latents),
    logLikelihood: likelihood === 'bernoulli' ? bernoulliLogLikelihood : multinomialLogLikelihood,
    kl,
    ...own,
  })
}
