import type { Random } from '@hvamp/random'
import { clamp, type Weights } from '@hvamp/tensors'
import { slice, type Tensor2D } from '@tensorflow/tfjs-core'
import { unit } from './unit'

/** The two parameters of a diagonal Gaussian for each row. */
export interface GaussianParameters {
  readonly mean: Tensor2D // [rows, latent]
  readonly logVariance: Tensor2D // [rows, latent], in [−12, 4]
}

/** Linear heads that turn hidden units into a mean and a log-variance clamped to [−12, 4]. */
export function gaussianHeads({ inputs, latent, noise }: { inputs: number; latent: number; noise: Random }): {
  apply(hidden: Tensor2D): GaussianParameters
  readonly weights: Weights
} {
  const heads = unit({ inputs, outputs: 2 * latent, blocks: 2, activation: 'linear', noise })
  return {
    weights: heads.weights,
    apply(hidden) {
      const both = heads.apply(hidden)
      return {
        mean: slice(both, [0, 0], [-1, latent]),
        logVariance: clamp(slice(both, [0, latent]), -12, 4),
      }
    },
  }
}
