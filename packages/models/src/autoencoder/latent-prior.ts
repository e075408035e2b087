import type { ConditionalPrior, Prior } from '@hvamp/priors'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { TrainingExamples, UserRows } from '../recommender/rows'

/** What a prior may depend on. */
export interface PriorContext {
  /** The input: rows over their L2 norm, none dropped. */
  readonly x: UserRows
  /** The latents above, the lowest first; undefined at the top. */
  readonly above?: Tensor2D | undefined
}

/** p(z | x, above): a prior of one level of latents, which may depend on the latents above, or on the input. */
export interface LatentPrior extends ConditionalPrior<PriorContext> {
  /** Takes over what a posterior has learned, for a prior that follows one: runs before every phase of training. */
  follow?(): void
  /** Takes the users that it is made of, for a prior made of training examples: runs before every fit. */
  learnFrom?(examples: TrainingExamples): void
}

/**
 * A prior that is the same for every row, as one of a level of latents.
 *
 * @example autoencoder({ latents: [{ name: 'z', posterior, prior: asLatentPrior(standardGaussian({ latent })) }], … })
 */
export function asLatentPrior(prior: Prior): LatentPrior {
  return {
    weights: prior.weights,
    given: ({ x }, noise) => ({
      logDensity: (z) => prior.logDensity(z, noise),
      sample: (noise) => prior.sample(x.rowCount, noise),
      ...(prior.klFrom && { klFrom: (posterior) => prior.klFrom!(posterior) }),
      ...(prior.responsibilities && { responsibilities: (z) => prior.responsibilities!(z) }),
    }),
  }
}
