import type { Interactions } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'
import { random } from '@hvamp/random'
import { constant } from '@hvamp/training'
import { z } from 'zod'
import { restored } from '../autoencoder/restored'
import { type VaeRecommenderOptions, vaeRecommender } from '../autoencoder/vae-recommender'
import { checked } from '../recommender/checked'
import { count, seed, share } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { allRows, rowsOf, type UserRows } from '../recommender/rows'
import { savedValues } from '../recommender/saved-arrays'
import { type RatingScale, ratingScale, ratingsOf, requireRatings } from '../solvers/ratings'
import { type AutoRecNetwork, autoRecNetwork } from './autorec-network'

export interface AutoRecOptions {
  /** Number of items: columns of the input and of the scores. */
  readonly items: number
  /** Hidden units: 500 by default. */
  readonly hidden?: number | undefined
  /** Share of a user's ratings dropped while training: 0 by default. */
  readonly dropout?: number | undefined
  /** Of the weights that training starts from: 1 by default. */
  readonly seed?: number | undefined
}

const schema = z.strictObject({
  items: count,
  hidden: count.default(500),
  dropout: share.default(0),
  seed: seed.default(1),
})
type Settings = z.output<typeof schema>

/**
 * AutoRec by users (Sedhain, Menon, Sanner and Xie, "AutoRec: Autoencoders Meet Collaborative Filtering", WWW 2015): an
 * autoencoder of rows of ratings, whose loss counts the ratings that there are.
 *
 * Scores are ratings, which `evaluateRatings` measures, of anyone's history; in one without ratings each counts as the
 * highest seen in training. Its `fit` has defaults of its own: Adam without normalised gradients, learning rate 1e-3 and a
 * weight decay of 1e-3, for 100 epochs.
 *
 * @throws if an option is out of its range; in `fit`, if the interactions have no ratings
 * @example const model = autoRec({ items: train.itemCount }); await model.fit(train)
 */
export function autoRec(options: AutoRecOptions): Recommender {
  const settings = checked(schema, options, 'autorec')
  return recommender(settings, networkOf(settings))
}

/** @throws if the state is not one of AutoRec's */
export function restoreAutoRec({ options, itemIds, arrays, popularity }: ModelState): Recommender {
  const settings = checked(schema, { ...options, items: itemIds.length }, 'autorec')
  savedValues('autorec', arrays, 'encoder.weight', [settings.items, settings.hidden]) // before anything is allocated
  const [mean, highest] = savedValues('autorec', arrays, 'scale', [2])
  const network = restored(networkOf(settings), arrays)
  return recommender(settings, network, {
    itemIds,
    popularity,
    scale: { mean: mean!, highest: highest! },
  })
}

function networkOf({ seed, ...settings }: Settings): AutoRecNetwork {
  return autoRecNetwork({ ...settings, random: random(seed).fork('weights') })
}

function recommender(
  { items, ...options }: Settings,
  network: AutoRecNetwork,
  saved: Pick<VaeRecommenderOptions, 'itemIds' | 'popularity'> & { scale?: RatingScale } = {},
): Recommender {
  let scale = saved.scale
  return vaeRecommender({
    ...{ name: 'autorec', options, network, items, scale: 'amount' },
    ...{ itemIds: saved.itemIds, popularity: saved.popularity },
    rows: {
      some(train, users) {
        requireRatings('autorec.fit', train)
        return rated(train, rowsOf(train, users), users, scale!)
      },
      all: (histories) => rated(histories, allRows(histories), undefined, scale!),
    },
    startFrom(train) {
      const { mean, highest } = ratingScale(ratingsOf('autorec.fit', train))
      const [savedMean, savedHighest] = Float32Array.of(mean, highest)
      scale = { mean: savedMean!, highest: savedHighest! }
      network.setScale(scale)
    },
    fitDefaults: {
      epochs: 100,
      klWeight: constant(0),
      optimizer: { learningRate: 1e-3, gradientNormalization: 'none', weightDecay: 1e-3 },
    },
  })
}

/** The rows with the ratings of their users, less the mean. */
function rated<Rows extends SparseRows | UserRows>(
  { offsets, values }: Interactions,
  rows: Rows,
  users: ArrayLike<number> | undefined,
  { mean, highest }: RatingScale,
): Rows {
  const centred = new Float32Array(rows.values.length).fill(highest - mean)
  if (!values) return { ...rows, values: centred }
  for (let row = 0; row < rows.rowCount; row++) {
    const from = offsets[users ? users[row]! : row]!
    const [start, end] = [rows.offsets[row]!, rows.offsets[row + 1]!]
    for (let i = start; i < end; i++) centred[i] = values[from + i - start]! - mean
  }
  return { ...rows, values: centred }
}
