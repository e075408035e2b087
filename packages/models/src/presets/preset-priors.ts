import { l2Normalize, type Rows } from '@hvamp/layers'
import {
  compositePrior,
  conditionalGaussian,
  exemplarPrior,
  mixturePrior,
  type Prior,
  sparseVampPrior,
  standardGaussian,
  vampPrior,
} from '@hvamp/priors'
import type { Random } from '@hvamp/random'
import { copyWeights, frozen } from '@hvamp/tensors'
import type { Encoder } from '../autoencoder/encoder'
import { asLatentPrior, type LatentPrior, type PriorContext } from '../autoencoder/latent-prior'
import type { PriorName } from '../definitions/autoencoders'
import type { TrainingExamples } from '../recommender/rows'
import type { PriorBlueprint } from './blueprint'

/** The latents that a prior is for. */
export interface OwnLatents {
  /** Size of a latent vector. */
  readonly latent: number
  readonly posterior: Encoder
  /** Makes an encoder of the posterior's shapes. */
  readonly another: () => Encoder
}

/** The priors that the top latents of a preset may have. */
export const topPriors: Readonly<
  Record<PriorName, (blueprint: PriorBlueprint, latents: OwnLatents) => LatentPrior>
> = {
  gaussian: (_, { latent }) => asLatentPrior(standardGaussian({ latent })),
  vamp: (blueprint, { posterior }) => asLatentPrior(vampPriorOf(blueprint, posterior)),
  mixture: ({ pseudoInputs: components, random }, { latent }) =>
    asLatentPrior(mixturePrior({ components, latent, random: random.fork('mixture') })),
  composite: (_, { latent, posterior, another }) => followingComposite(posterior, another(), latent),
  exemplar: ({ pseudoInputs, pseudoInputDropout }, { posterior }) =>
    userExemplars(posterior, pseudoInputs, pseudoInputDropout ? 'on' : 'off'),
}

/** The VampPrior of dense pseudo-inputs, or of sparse ones: `supportFromUsers` gives these their items. */
function vampPriorOf(blueprint: PriorBlueprint, posterior: Encoder): Prior {
  const { items, pseudoInputs, pseudoInputDropout, pseudoInputSupport, pseudoInputItems } = blueprint
  const options = {
    encode: (u: Rows, noise?: Random) =>
      posterior.encode(u, undefined, pseudoInputDropout ? noise : undefined),
    pseudoInputs,
    inputSize: items,
    random: blueprint.random.fork('pseudoInputs'),
    rate: blueprint.pseudoInputLearningRate,
  }
  if (pseudoInputSupport === 'dense') return vampPrior(options)
  return sparseVampPrior({ ...options, entries: Math.min(pseudoInputItems, items) })
}

/** p(z1 | z2), the diagonal Gaussian that a network makes of the latents above. */
export function lowerPrior(network: Encoder): LatentPrior {
  return conditionalGaussian<PriorContext>({
    parameters: ({ above }, noise) => network.encode(above!, undefined, noise),
    weights: network.weights,
  })
}

/**
 * The composite prior of RecVAE, a mixture with the posterior of the same input as it was before the phase.
 *
 * @param posterior the posterior that it follows
 * @param old an encoder of the same shapes, which becomes a frozen copy of it
 */
export function followingComposite(posterior: Encoder, old: Encoder, latent: number): LatentPrior {
  const follow = () => copyWeights(posterior.weights, old.weights)
  follow()
  const prior = compositePrior<PriorContext>({
    encode: ({ x, above }) => old.encode(x, above),
    weights: frozen(old.weights),
    latent,
  })
  return { ...prior, follow }
}

/**
 * The exemplar prior: a mixture of the posterior means of training users, which leaves out those whose rows it is given.
 *
 * @param posterior the posterior whose means they are, of the top latents
 * @param drawn users drawn for a batch of training
 * @param dropout whether their rows are dropped while training
 */
export function userExemplars(posterior: Encoder, drawn: number, dropout: 'on' | 'off'): LatentPrior {
  let users: TrainingExamples | undefined
  const prior = exemplarPrior({
    exemplars: {
      get count() {
        return users?.count ?? 0
      },
      encode: (numbers, noise) =>
        posterior.encode(l2Normalize(users!.rows(numbers)), undefined, dropout === 'on' ? noise : undefined),
    },
    drawn,
  })
  const ofOthers = asLatentPrior(prior)
  return {
    weights: prior.weights,
    given: (context, noise) =>
      context.x.users ? prior.given(context.x.users, noise) : ofOthers.given(context, noise),
    learnFrom(examples) {
      users = examples
    },
  }
}
