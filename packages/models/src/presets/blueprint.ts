import type { Random } from '@hvamp/random'
import type { PriorName } from '../definitions/autoencoders'

/** What a preset's network is built from: its settings, its number of items, and the randomness that its weights start from. */
export interface Blueprint {
  readonly items: number
  readonly hidden: number
  readonly layers: number
  /** Gated linear units instead of tanh. */
  readonly gated?: boolean
  readonly latent: number
  readonly dropout: number
  readonly likelihood: 'multinomial' | 'bernoulli'
  readonly kl?: 'monteCarlo' | 'closedForm'
  /** Items drawn for a step beside those of its rows; 0 for the whole softmax. */
  readonly sampledSoftmax?: number
  readonly random: Random
}

/** The same for networks whose top latents have a prior that can be chosen. */
export interface PriorBlueprint extends Blueprint {
  readonly prior: PriorName
  readonly pseudoInputs: number
  readonly pseudoInputDropout: boolean
  /** Values for all items, or for those of training users only. */
  readonly pseudoInputSupport: 'dense' | 'users'
  /** Items that a sparse pseudo-input has values for. */
  readonly pseudoInputItems: number
  /** A multiple of the learning rate of the other weights. */
  readonly pseudoInputLearningRate: number
}
