import { l2Normalize } from '@hvamp/layers'
import {
  type CompositePriorOptions,
  compositePrior,
  conditionalGaussian,
  exemplarPrior,
  type Prior,
} from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import { copyWeights, frozen, type Weights } from '@hvamp/tensors'
import type { Tensor2D } from '@tensorflow/tfjs-core'
import type { TrainingExamples, UserRows } from '../recommender/rows'
import type { Encoder } from './encoder'

/** What a prior may depend on. */
export interface PriorContext {
  /** The input: rows over their L2 norm, none dropped. */
  readonly x: UserRows
  /** The latents above, the lowest first; undefined at the top. */
  readonly above?: Tensor2D | undefined
}

/** p(z | x, above): a prior that may depend on the latents above, or on the input. */
export interface LatentPrior {
  given(context: PriorContext, noise?: Random): Prior
  readonly weights: Weights
  /** Takes over what a posterior has learned, for a prior that follows one: runs before every phase of training. */
  follow?(): void
  /** Takes the users that it is made of, for a prior made of training examples: runs before every fit. */
  learnFrom?(examples: TrainingExamples): void
}

/** A prior that looks neither at the latents above nor at the input. */
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
    given({ above }, noise) {
      if (!above) throw new Error('conditional: a prior of the top latents must not be conditional')
      return prior.given(above, noise)
    },
  }
}

/**
 * The composite prior of RecVAE, a mixture with the posterior of the same input as it was before the phase.
 *
 * @param posterior whom it follows
 * @param old an encoder of the same shapes, which becomes a frozen copy of it
 */
export function composite(
  posterior: Encoder,
  old: Encoder,
  options: Omit<CompositePriorOptions<PriorContext>, 'encode'>,
): LatentPrior {
  const follow = () => copyWeights(posterior.weights, old.weights)
  follow()
  const prior = compositePrior<PriorContext>({ ...options, encode: ({ x, above }) => old.encode(x, above) })
  return { weights: frozen(old.weights), given: (context) => prior.given(context), follow }
}

/**
 * The exemplar prior: a mixture of the posterior means of training users, which leaves out those whose rows it is given.
 *
 * @param posterior whose means they are, of the top latents; not dropped where `dropout` is off
 */
export function exemplar(
  posterior: Encoder,
  { drawn, dropout = 'on' }: { drawn?: number; dropout?: 'on' | 'off' } = {},
): LatentPrior {
  let users: TrainingExamples | undefined
  const prior = exemplarPrior({
    exemplars: {
      get count() {
        return users?.count ?? 0
      },
      encode: (numbers, noise) =>
        posterior.encode(l2Normalize(users!.rows(numbers)), undefined, dropout === 'on' ? noise : undefined),
    },
    ...(drawn !== undefined && { drawn }),
  })
  return {
    weights: prior.weights,
    given: ({ x }) => (x.users ? prior.without(x.users) : prior),
    learnFrom(examples) {
      users = examples
    },
  }
}
