import {
  bernoulliLogLikelihood,
  multinomialLogLikelihood,
  type NetworkOptions,
  type network,
} from '@hvamp/layers'
import {
  type Autoencoder,
  type AutoencoderOptions,
  autoencoder,
  type Latent,
} from '../autoencoder/autoencoder'
import { decoder, type ItemDecoder, linearDecoder } from '../autoencoder/decoder'
import { type Encoder, gaussianEncoder } from '../autoencoder/encoder'
import type { LatentPrior } from '../autoencoder/latent-prior'
import type { AutoencoderPhase } from '../autoencoder/phases'
import type { Blueprint, PriorBlueprint } from './blueprint'
import { lowerPrior, topPriors } from './preset-priors'

/** Options that all networks of a preset share, and the randomness of one part. */
function shared(
  { hidden, layers, gated = false, random }: Blueprint,
  part: string,
): Omit<NetworkOptions, 'inputs'> {
  return { hidden, layers, activation: gated ? 'gated' : 'tanh', random: random.fork(part) }
}

interface PosteriorOptions {
  /** Of the latents. */
  readonly name: string
  readonly latent: number
  /** Size of the latents above, if there are any. */
  readonly above?: number | undefined
  /** What makes its hidden layers, where not those of all other networks. */
  readonly build?: typeof network | undefined
  /** Whether it has a variance, or is a code that nobody draws from. */
  readonly logVariance?: 'head' | 'zero' | undefined
}

/** q(z | x), or q(z | x, above) where there are latents above. */
export function posteriorOf(blueprint: Blueprint, { name, above, ...own }: PosteriorOptions): Encoder {
  const { items, dropout } = blueprint
  return gaussianEncoder({
    ...shared(blueprint, name),
    inputs: items,
    sparse: 'inputs',
    sideInputs: above,
    dropout,
    ...own,
  })
}

/** The latents at the top, under the prior that the settings name. */
export function topOf(blueprint: PriorBlueprint, options: PosteriorOptions): Latent {
  const posterior = posteriorOf(blueprint, options)
  const another = () => posteriorOf(blueprint, options)
  const prior = topPriors[blueprint.prior](blueprint, { latent: options.latent, posterior, another })
  return { name: options.name, posterior, prior }
}

/** p(z1 | z2). */
export function lowerPriorOf(blueprint: Blueprint, upperLatent: number): LatentPrior {
  const { latent } = blueprint
  return lowerPrior(gaussianEncoder({ ...shared(blueprint, 'prior'), inputs: upperLatent, latent }))
}

/** A decoder with hidden layers as the encoder has them; the latents above, if there are any, are a second input. */
export function decoderOf(blueprint: Blueprint, upperLatent?: number): ItemDecoder {
  const { items, latent } = blueprint
  return decoder({ ...shared(blueprint, 'decoder'), inputs: latent, sideInputs: upperLatent, items })
}

/** The decoder of one latent without hidden layers. */
export function linearDecoderOf({ items, latent, random }: Blueprint): ItemDecoder {
  return linearDecoder({ inputs: latent, items, random: random.fork('decoder') })
}

/** Turns of the encoder, with dropout, and of the decoder, without. */
export function alternatingPhases(passes: {
  readonly encoderPasses: number
  readonly decoderPasses: number
}): AutoencoderPhase[] {
  const { encoderPasses, decoderPasses } = passes
  return [
    { name: 'encoder', passes: encoderPasses, trains: ['encoder'], dropout: 'on' },
    { name: 'decoder', passes: decoderPasses, trains: ['decoder'], dropout: 'off' },
  ]
}

/** The autoencoder of these latents, from the top down. */
export function autoencoderOf(
  { likelihood, kl, sampledSoftmax }: Blueprint,
  parts: Omit<AutoencoderOptions, 'logLikelihood' | 'kl'>,
): Autoencoder {
  const logLikelihood = likelihood === 'bernoulli' ? bernoulliLogLikelihood : multinomialLogLikelihood
  return autoencoder({ ...parts, logLikelihood, kl, sampledSoftmax })
}
