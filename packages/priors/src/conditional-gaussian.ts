import type { Random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'
import { klBetween } from './kl'
import type { Prior } from './prior'

export interface ConditionalGaussian {
  /** The prior of each row given its row of the context [batch, …]. A draw from it has one row for each. */
  given(context: Tensor2D, noise?: Random): Prior & Required<Pick<Prior, 'klFrom'>>
  readonly weights: Weights
}

/**
 * p(z | context), a diagonal Gaussian whose parameters a network computes: p(z1 | z2) of a hierarchical model.
 *
 * The parameters are computed when `given` is called and belong to the caller's `tidy`.
 *
 * @param parameters the network; the noise is training's
 * @param weights those of the network
 * @example conditionalGaussian({ parameters: (z2) => diagonalGaussian(mean(z2), logVariance(z2)), weights })
 */
export function conditionalGaussian({
  parameters,
  weights,
}: {
  parameters: (context: Tensor2D, noise?: Random) => DiagonalGaussian
  weights: Weights
}): ConditionalGaussian {
  return {
    weights,
    given(context, noise) {
      const gaussian = parameters(context, noise)
      const rows = gaussian.mean.shape[0]
      return {
        weights,
        logDensity: (z) => gaussian.logDensity(z),
        klFrom: (posterior) => klBetween(posterior, gaussian),
        sample(count, noise) {
          if (count !== rows) {
            throw new Error(
              `conditionalGaussian.sample: count must be ${rows}, one draw for each row of the context, got ${count}`,
            )
          }
          return gaussian.sample(noise)
        },
      }
    },
  }
}
