import { type Random, requireKnown } from '@hvamp/random'
import { clamp, type Weights } from '@hvamp/tensors'
import { slice, type Tensor2D, tidy } from '@tensorflow/tfjs-core'
import { unit } from './unit'

/** The two parameters of a diagonal Gaussian for each row. */
export interface GaussianParameters {
  readonly mean: Tensor2D // [rows, latent]
  readonly logVariance: Tensor2D // [rows, latent], in [−12, 4]
}

/**
 * Linear heads that turn hidden units into a mean and a log-variance clamped to [−12, 4], with zero gradient outside.
 *
 * Both stand side by side in one matrix: `weight` [inputs, 2 · latent].
 *
 * @throws if a size is not a positive integer
 * @example gaussianHeads({ inputs: 300, latent: 40, random: random(1) }).apply(hidden)
 */
export function gaussianHeads(options: { inputs: number; latent: number; random: Random }): {
  apply(hidden: Tensor2D): GaussianParameters
  readonly weights: Weights
} {
  requireKnown('gaussianHeads: options', options, { inputs: true, latent: true, random: 'random' })
  const { inputs, latent, random } = options
  const heads = unit({ inputs, outputs: 2 * latent, blocks: 2, activation: 'linear', random })
  return {
    weights: heads.weights,
    apply(hidden) {
      return tidy(() => {
        const both = heads.apply(hidden)
        return {
          mean: slice(both, [0, 0], [-1, latent]),
          logVariance: clamp(slice(both, [0, latent]), -12, 4),
        }
      })
    },
  }
}
