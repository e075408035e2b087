import {
  dropout,
  gaussianHeads,
  type Layer,
  type NetworkOptions,
  network,
  networkOptionNames,
  type Rows,
  unit,
} from '@hvamp/layers'
import { type DiagonalGaussian, diagonalGaussian } from '@hvamp/priors'
import { type Random, requireKnown } from '@hvamp/random'
import { joinWeights, type Weights } from '@hvamp/tensors'
import { type Tensor2D, zerosLike } from '@tensorflow/tfjs-core'

/** q(z | x, above): a distribution over latents for each row, given the latents above where there are any. */
export interface Encoder {
  encode(x: Rows, above?: Tensor2D, noise?: Random): DiagonalGaussian
  readonly weights: Weights
}

export interface GaussianEncoderOptions extends NetworkOptions {
  readonly latent: number
  /** Share of the input's entries dropped while training (that is, where noise is given). */
  readonly dropout?: number | undefined
  /** What makes the hidden layers: `network` by default. */
  readonly build?: ((options: NetworkOptions) => Layer) | undefined
  /** Whether the network has a head for the log-variance, the default, or it is 0: for a code that nobody draws from. */
  readonly logVariance?: 'head' | 'zero' | undefined
}

/** A diagonal Gaussian whose mean and log-variance are heads on a network: x → dropout → hidden layers → heads. */
export function gaussianEncoder(given: GaussianEncoderOptions): Encoder {
  requireKnown('gaussianEncoder: options', given, {
    ...networkOptionNames,
    ...{ latent: true, dropout: true, build: true, logVariance: true },
  })
  const { latent, dropout: rate = 0, build = network, logVariance = 'head', ...options } = given
  const hidden = build({ ...options, random: options.random.fork('hidden') })
  const headsOf = logVariance === 'head' ? gaussianHeads : meanHead
  const heads = headsOf({ inputs: options.hidden, latent, random: options.random.fork('heads') })
  return {
    weights: joinWeights({ hidden: hidden.weights, heads: heads.weights }),
    encode(x, above, noise) {
      const input = noise ? dropout(x, rate, noise.fork('dropout')) : x
      const { mean, logVariance } = heads.apply(hidden.apply(input, above))
      return diagonalGaussian(mean, logVariance)
    },
  }
}

function meanHead({
  inputs,
  latent,
  random,
}: Parameters<typeof gaussianHeads>[0]): ReturnType<typeof gaussianHeads> {
  const head = unit({ inputs, outputs: latent, activation: 'linear', random })
  return {
    weights: head.weights,
    apply(hidden) {
      const mean = head.apply(hidden)
      return { mean, logVariance: zerosLike(mean) }
    },
  }
}
