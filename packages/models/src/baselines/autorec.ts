import type { InteractionRows } from '@hvamp/data'
import type { SparseRows } from '@hvamp/layers'
import { random } from '@hvamp/random'
import type { z } from 'zod'
import { defineNetworkModel } from '../autoencoder/define-network-model'
import { autoRec as definition } from '../definitions/autoencoders'
import type { Recommender } from '../recommender/recommender'
import { binaryRows, binaryRowsOf, type UserRows } from '../recommender/rows'
import { savedValues } from '../recommender/saved-arrays'
import { type RatingScale, ratingScale, ratingsOf, requireRatings } from '../solvers/ratings'
import { autoRecNetwork } from './autorec-network'

export type AutoRecOptions = z.input<typeof definition.options>

export const autoRecMaker = defineNetworkModel(definition, ({ seed, ...settings }, saved) => {
  let scale = saved && scaleFrom(savedValues('autorec', saved.arrays, 'scale', [2]))
  return {
    scale: 'amount',
    build: ({ items }) => autoRecNetwork({ ...settings, items, random: random(seed).fork('weights') }),
    rows: {
      some(train, users) {
        requireRatings('autorec.fit', train)
        return rated(train, binaryRowsOf(train, users), users, scale!)
      },
      all: (histories) => rated(histories, binaryRows(histories), undefined, scale!),
    },
    startFrom(network, train) {
      const { mean, highest } = ratingScale(ratingsOf('autorec.fit', train))
      scale = scaleFrom(Float32Array.of(mean, highest)) // as it is saved
      network.setScale(scale)
    },
  }
})

/**
 * AutoRec by users (Sedhain, Menon, Sanner and Xie, "AutoRec: Autoencoders Meet Collaborative Filtering", WWW 2015): an
 * autoencoder of rows of ratings, whose loss counts the ratings of the rows alone.
 *
 * Scores are ratings, which `evaluateRatings` measures, of anyone's history; in one without ratings each item counts as the
 * highest rating seen in training. Its `fit` has defaults of its own: Adam without normalised gradients, learning rate 1e-3
 * and a weight decay of 1e-3, for 100 epochs.
 *
 * @throws if an option is unknown or out of its limits; in `fit`, if the interactions have no ratings
 * @example const model = autoRec({ hidden: 500 }); await model.fit(train)
 */
export function autoRec(options?: AutoRecOptions): Recommender {
  return autoRecMaker.make(options)
}

function scaleFrom([mean, highest]: Float32Array): RatingScale {
  return { mean: mean!, highest: highest! }
}

/** The rows with the ratings of their users, less the mean. */
function rated<Rows extends SparseRows | UserRows>(
  { offsets, values }: InteractionRows,
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
