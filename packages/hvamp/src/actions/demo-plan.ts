import { binarize, filterInteractions, splitUsers, syntheticInteractions, type UserSplit } from '@hvamp/data'
import type { FitOptions, Recommender } from '@hvamp/models'
import { warmUp } from '@hvamp/training'

/** Of weights, batches and splits. */
export const demoSeed = 98765

/** Sizes of a first look: small enough for a minute without a BLAS. */
export const demoSizes = { hidden: 100, latent: 32, pseudoInputs: 50, dropout: 0.5 }

const batchSize = 100
const steps = 1800

/** How long a first look trains: about as many batches whatever the number of users. */
export function demoFit(
  users: number,
  epochs: number = Math.max(6, Math.min(60, Math.round(steps / Math.ceil(users / batchSize)))),
): FitOptions & { readonly batchSize: number } {
  const warmUpEpochs = Math.ceil(epochs / 3)
  return {
    epochs,
    batchSize,
    klWeight: warmUp({ to: 0.3, epochs: warmUpEpochs }),
    patience: Math.ceil(epochs / 6),
    patienceFrom: warmUpEpochs,
    optimizer: { learningRate: 2e-3 },
    seed: demoSeed,
  }
}

/** Ratings of made-up users, divided, and the ranking by their true preferences. */
export function madeUpSample(): { split: UserSplit; oracle: Pick<Recommender, 'name' | 'score'> } {
  const { interactions, oracle } = syntheticInteractions({ users: 4000, items: 600, seed: 1 })
  const liked = filterInteractions(binarize(interactions, { atLeast: 4 }), { minUserInteractions: 5 })
  return { split: splitUsers(liked, { heldOut: 500, seed: demoSeed }), oracle }
}
