import { type Random, requireKnown } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import { type DiagonalGaussian, requireGaussian } from './diagonal-gaussian'
import { klBetween } from './kl'
import type { ConditionalPrior, RowPrior } from './prior'

/** A conditional prior whose KL has a closed form. */
export interface ConditionalGaussian<Context, OwnWeights extends Weights = Weights>
  extends ConditionalPrior<Context, OwnWeights> {
  given(context: Context, noise?: Random): RowPrior & Required<Pick<RowPrior, 'klFrom'>>
}

/**
 * p(z | context), a diagonal Gaussian whose parameters a network computes: p(z1 | z2) of a hierarchical model.
 *
 * The parameters are computed when `given` is called and belong to the caller's `tidy`.
 *
 * @param parameters the network: a Gaussian for each row of the context. The noise is training's
 * @param weights those of the network
 * @example conditionalGaussian({ parameters: (z2) => diagonalGaussian(mean(z2), logVariance(z2)), weights })
 */
export function conditionalGaussian<Context = Tensor2D, OwnWeights extends Weights = Weights>(options: {
  readonly parameters: (context: Context, noise?: Random) => DiagonalGaussian
  readonly weights: OwnWeights
}): ConditionalGaussian<Context, OwnWeights> {
  requireKnown('conditionalGaussian: options', options, { parameters: 'function', weights: true })
  const { parameters, weights } = options
  return {
    weights,
    given(context, noise) {
      const gaussian = requireGaussian('conditionalGaussian: parameters', parameters(context, noise))
      return {
        logDensity: (z) => gaussian.logDensity(z),
        klFrom: (posterior) => klBetween(posterior, gaussian),
        sample: (noise) => gaussian.sample(noise),
      }
    },
  }
}
