import { bernoulliLogLikelihood, multinomialLogLikelihood } from '@hvamp/layers'
import { random } from '@hvamp/random'
import { z } from 'zod'
import type { Autoencoder } from '../autoencoder/autoencoder'
import { restored } from '../autoencoder/restored'
import { type VaeRecommenderOptions, vaeRecommender } from '../autoencoder/vae-recommender'
import { checked } from '../recommender/checked'
import { count, nonNegative, seed, share } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { cdaeNetwork } from './cdae-network'

export interface CdaeOptions {
  /** Number of items: columns of the input and of the scores. */
  readonly items: number
  /** Number of training users, each of whom has a factor. */
  readonly users: number
  /** Latent units: 200 by default. */
  readonly latent?: number | undefined
  /** Share of the input dropped while training: 0.5 by default. */
  readonly dropout?: number | undefined
  /** λ of the squared weights, against the loss of all users together: 0.01 by default. */
  readonly weightDecay?: number | undefined
  /** Of the items: Bernoulli by default, which is the logistic loss. */
  readonly likelihood?: 'multinomial' | 'bernoulli' | undefined
  /** Of the weights that training starts from: 1 by default. */
  readonly seed?: number | undefined
}

const schema = z.strictObject({
  items: count,
  users: count,
  latent: count.default(200),
  dropout: share.default(0.5),
  weightDecay: nonNegative.default(0.01),
  likelihood: z
    .enum(['multinomial', 'bernoulli'], "must be 'multinomial' or 'bernoulli'")
    .default('bernoulli'),
  seed: seed.default(1),
})
type CdaeSettings = z.output<typeof schema>

/**
 * CDAE (Wu, DuBois, Zheng and Ester, "Collaborative Denoising Auto-Encoders for Top-N Recommender Systems", WSDM
 * 2016): a denoising autoencoder in which every training user has a factor beside the input.
 *
 * All items count in the loss, none are sampled. Scores are of histories, whoever's they are: everyone, also a user of
 * the training, is scored with the mean of the training users' factors, so that nobody needs to be known.
 *
 * @throws if an option is out of its range
 * @example const model = cdae({ items: train.itemCount, users: train.userCount }); await model.fit(train)
 */
export function cdae(options: CdaeOptions): Recommender {
  const settings = checked(schema, options, 'cdae')
  return recommender(settings, networkOf(settings))
}

/** @throws if the state is not one of CDAE's */
export function restoreCdae({ options, itemIds, arrays, popularity }: ModelState): Recommender {
  const settings = checked(schema, { ...options, items: itemIds.length }, 'cdae')
  const { items, users, latent } = settings
  savedValues('cdae', arrays, 'encoder.weight', [items, latent]) // before anything is allocated for sizes that a file claims
  savedValues('cdae', arrays, 'users.factors', [users, latent])
  const network = restored(networkOf(settings), arrays)
  return recommender(settings, network, { itemIds, popularity })
}

function networkOf({ likelihood, seed, ...settings }: CdaeSettings): Autoencoder {
  return cdaeNetwork({
    ...settings,
    logLikelihood: likelihood === 'bernoulli' ? bernoulliLogLikelihood : multinomialLogLikelihood,
    random: random(seed).fork('weights'),
  })
}

function recommender(
  { items, ...options }: CdaeSettings,
  network: Autoencoder,
  saved: Pick<VaeRecommenderOptions, 'itemIds' | 'popularity'> = {},
) {
  const scale = options.likelihood === 'bernoulli' ? 'logOdds' : 'logProbability'
  return vaeRecommender({ name: 'cdae', options, network, items, scale, ...saved })
}
