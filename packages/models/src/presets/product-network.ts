import { l2Normalize, residualNetwork, type SparseRows, toDense, unit } from '@hvamp/layers'
import { standardGaussian } from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import { joinWeights } from '@hvamp/tensors'
import {
  add,
  exp,
  log,
  maximum,
  mean,
  mul,
  neg,
  type Scalar,
  softplus,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core'
import type { RowNetwork } from '../autoencoder/autoencoder'
import { gaussianEncoder } from '../autoencoder/encoder'
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

/** Weight of what a row has in the focal loss, against 1 − α of the rest; its exponent is 2. */
const alpha = 0.25
/** Keeps logarithms of 1 − p finite. */
const leastShare = 1e-7

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

  /** The logarithms of the probabilities at some latents. */
  const logProbabilities = (rows: SparseRows, z: Tensor2D): Tensor2D =>
    add(logSigmoid(output.apply(decoder.apply(z))), logSigmoid(shallow.apply(rows)))

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
        const logLikelihood = mean<Scalar>(focal(logProbabilities(rows, z), toDense(rows)))
        const kl = mean<Scalar>(prior.klFrom(encoded))
        return { loss: add<Scalar>(neg(logLikelihood), mul(kl, klWeight)), logLikelihood, kl }
      }),
    embed: (rows) => tidy(() => encode(rows).mean),
    locate: (rows) => ({ means: tidy(() => encode(rows).mean) }),
    logits: (rows) => tidy(() => exp(logProbabilities(rows, encode(rows).mean))),
  }
}

/** log σ(x); the function of TensorFlow.js keeps a tensor for its gradient that `tidy` frees. */
function logSigmoid(x: Tensor2D): Tensor2D {
  return neg(softplus(neg(x)))
}

/** Σ α x (1 − p)² log p + (1 − α) (1 − x) p² log (1 − p) of each row: [rows]. */
function focal(logProbabilities: Tensor2D, x: Tensor2D): Tensor1D {
  const p = exp(logProbabilities)
  const rest = maximum(sub(1, p), leastShare)
  const present: Tensor = mul(square(rest), logProbabilities)
  const absent: Tensor = mul(square(p), log(rest))
  return sum<Tensor1D>(add(mul(mul(x, alpha), present), mul(mul(sub(1, x), 1 - alpha), absent)), 1)
}
