import { l2Normalize, residualNetwork, type SparseRows, unit } from '@hvamp/layers'
import { standardGaussian } from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import { joinWeights } from '@hvamp/tensors'
import { add, exp, mean, mul, neg, type Scalar, type Tensor2D, tidy } from '@tensorflow/tfjs-core'
import type { RowNetwork } from '../autoencoder/autoencoder'
import { gaussianEncoder } from '../autoencoder/encoder'
import { focalLogLikelihood, logOfProduct } from './focal-log-likelihood'
import { neuralEase } from './neural-ease'

export interface ProductNetworkOptions {
  readonly items: number
  readonly hidden: number
  readonly layers: number
  readonly latent: number
  readonly dropout: number
  /** What the weights start from. */
  readonly random: Random
}

/**
 * The network of VASP: probabilities σ(f) ⊙ σ(e), element by element, of which f are the logits of a variational autoencoder and e
 * those of a neural EASE.
 *
 * The loss is the mean over rows of the focal loss (Lin et al. 2017) of these probabilities, summed over the items, and of β · KL.
 * The autoencoder sees each row divided by its L2 norm, with dropout while training; EASE sees the row. Encoder and decoder are
 * residual networks, as in the authors' code.
 */
export function productNetwork(options: ProductNetworkOptions): RowNetwork {
  const { items, hidden, layers, latent, dropout, random } = options
  const posterior = gaussianEncoder({
    ...{ inputs: items, hidden, layers, latent, dropout, activation: 'tanh', build: residualNetwork },
    sparse: 'inputs',
    random: random.fork('z'),
  })
  const ofDecoder = random.fork('decoder')
  const decoder = residualNetwork({ inputs: latent, hidden, layers, random: ofDecoder.fork('hidden') })
  const output = unit({
    ...{ inputs: hidden, outputs: items, activation: 'linear', sparse: 'outputs' },
    random: ofDecoder.fork('output'),
  })
  const shallow = neuralEase({ items, random: random.fork('ease') })
  const prior = standardGaussian({ latent })
  const encode = (rows: SparseRows, noise?: Random) =>
    posterior.encode(l2Normalize(rows), undefined, noise?.fork('posterior'))

  /** The logits of both paths at some latents. */
  const paths = (rows: SparseRows, z: Tensor2D): [Tensor2D, Tensor2D] => [
    output.apply(decoder.apply(z)),
    shallow.apply(rows),
  ]

  return {
    weights: joinWeights({
      'z.posterior': posterior.weights,
      'decoder.hidden': decoder.weights,
      'decoder.output': output.weights,
      ease: shallow.weights,
    }),
    loss: (rows, { klWeight, noise }) =>
      tidy(() => {
        const encoded = encode(rows, noise)
        const z = encoded.sample(noise.fork('sample'))
        const logLikelihood = mean<Scalar>(focalLogLikelihood(...paths(rows, z), rows))
        const kl = mean<Scalar>(prior.klFrom(encoded))
        return { loss: add<Scalar>(neg(logLikelihood), mul(kl, klWeight)), logLikelihood, kl }
      }),
    embed: (rows) => tidy(() => encode(rows).mean),
    locate: (rows) => ({ means: tidy(() => encode(rows).mean) }),
    logits: (rows) => tidy(() => exp(logOfProduct(...paths(rows, encode(rows).mean)))),
  }
}
