import { conditionalGaussian, type Prior } from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { Encoder } from './encoder'

/** p(z | above): a prior that may depend on the latents above, which are undefined at the top. */
export interface LatentPrior {
  given(above?: Tensor2D, noise?: Random): Prior
  readonly weights: Weights
}

/** A prior that does not look at the latents above. */
export function unconditional(prior: Prior): LatentPrior {
  return { given: () => prior, weights: prior.weights }
}

/** The diagonal Gaussian that a network makes of the latents above: p(z1 | z2). */
export function conditional(network: Encoder): LatentPrior {
  const prior = conditionalGaussian({
    parameters: (above, noise) => network.encode(above, undefined, noise),
    weights: network.weights,
  })
  return {
    weights: prior.weights,
    given(above, noise) {
      if (!above) throw new Error('conditional: a prior of the top latents must not be conditional')
      return prior.given(above, noise)
    },
  }
}
