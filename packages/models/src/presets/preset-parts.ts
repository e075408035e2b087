import {
  bernoulliLogLikelihood,
  type Layer,
  multinomialLogLikelihood,
  type NetworkOptions,
  type network,
} from '@hvamp/layers'
import { mixturePrior, standardGaussian, vampPrior } from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import {
  type Autoencoder,
  type AutoencoderOptions,
  autoencoder,
  type Latent,
} from '../autoencoder/autoencoder'
import { decoder, linearDecoder } from '../autoencoder/decoder'
import { type Encoder, gaussianEncoder } from '../autoencoder/encoder'
import {
  composite,
  conditional,
  exemplar,
  type LatentPrior,
  unconditional,
} from '../autoencoder/latent-prior'
import type { AutoencoderPhase } from '../autoencoder/phases'
import type { PresetSettings, PriorName } from './preset-options'

/** What a preset's network is built from: its settings, and the randomness that its weights start from. */
export interface Blueprint extends PresetSettings {
  readonly noise: Random
}

/** What all networks of a preset have in common, and the randomness that is one part's own. */
function shared({ hidden, layers, gated, noise }: Blueprint, part: string): Omit<NetworkOptions, 'inputs'> {
  return { hidden, layers, activation: gated ? 'gated' : 'tanh', noise: noise.fork(part) }
}

interface PosteriorOptions {
  /** Of the latents. */
  readonly name: string
  readonly latent: number
  /** Size of the latents above, if there are any. */
  readonly above?: number
  /** What makes its hidden layers, where not those of all other networks. */
  readonly build?: typeof network
  /** Whether it has a variance, or is a code that nobody draws from. */
  readonly logVariance?: 'head' | 'zero'
}

/** q(z | x), or q(z | x, above) where there are latents above. */
export function posteriorOf(blueprint: Blueprint, { name, above, ...own }: PosteriorOptions): Encoder {
  const { items, dropout } = blueprint
  return gaussianEncoder({
    ...shared(blueprint, name),
    inputs: items,
    beside: above,
    dropout,
    ...own,
  })
}

/** The latents at the top, under the prior that the settings name. */
export function topOf(blueprint: Blueprint, options: PosteriorOptions): Latent {
  const posterior = posteriorOf(blueprint, options)
  return { name: options.name, posterior, prior: priors[blueprint.prior](blueprint, options, posterior) }
}

const priors: Readonly<
  Record<PriorName, (blueprint: Blueprint, options: PosteriorOptions, posterior: Encoder) => LatentPrior>
> = {
  gaussian: (_, { latent }) => unconditional(standardGaussian({ latent })),
  vamp: ({ items, pseudoInputs, pseudoInputDropout, noise }, _, posterior) =>
    unconditional(
      vampPrior({
        encode: (u, noise) => posterior.encode(u, undefined, pseudoInputDropout ? noise : undefined),
        pseudoInputs,
        inputSize: items,
        noise: noise.fork('pseudoInputs'),
      }),
    ),
  mixture: ({ pseudoInputs: components, noise }, { latent }) =>
    unconditional(mixturePrior({ components, latent, noise: noise.fork('mixture') })),
  composite: (blueprint, options, posterior) =>
    composite(posterior, posteriorOf(blueprint, options), { latent: options.latent }),
  exemplar: ({ pseudoInputs: drawn, pseudoInputDropout }, _, posterior) =>
    exemplar(posterior, { drawn, dropout: pseudoInputDropout ? 'on' : 'off' }),
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
