import { random } from '@hvamp/random'
import type { NamedArray } from '@hvamp/tensors'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count, positive, seed } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { predicted, ratedLeastSquares } from '../solvers/rated-least-squares'
import { historyRatings, type RatingScale, ratingScale, ratingsOf } from '../solvers/ratings'
import { ratedSide, ridgeSolver } from '../solvers/ridge-solver'
import { type BaselineOptions, baseline, type Scorer } from './baseline'

export interface MatrixFactorizationOptions {
  /** Length of a user's and an item's vector; 20 by default. */
  readonly factors?: number | undefined
  /** Weight λ of the squared factors and biases; 0.1 by default. */
  readonly l2?: number | undefined
  /** Whether λ counts for each rating of a user or item, the default (weighted-λ), or once for each vector. */
  readonly weighting?: 'perRating' | 'perVector' | undefined
  /** Of the items' vectors that it begins with; 1 by default. */
  readonly seed?: number | undefined
}

const schema = z.strictObject({
  factors: count.default(20),
  l2: positive.default(0.1),
  weighting: z.enum(['perRating', 'perVector'], "must be 'perRating' or 'perVector'").default('perRating'),
  seed: seed.default(1),
})
type Settings = z.output<typeof schema>

const initialDeviation = 0.1

/**
 * Matrix factorization of ratings by alternating least squares (Zhou, Wilkinson, Schreiber and Pan, "Large-scale
 * Parallel Collaborative Filtering for the Netflix Prize", AAIM 2008), with biases: r = mean + b_u + b_i + u·v.
 *
 * Scores are ratings, which `evaluateRatings` measures. A history of any user is scored by the vector and the bias that
 * one ridge regression gives for it, against the items' vectors; `embed` gives the vector. In a history without ratings
 * each counts as the highest seen in training. Of its options `fit` reads `epochs`, 15 by default; it always begins anew.
 *
 * @throws if an option is out of its range; in `fit`, if the interactions have no ratings
 * @example const model = matrixFactorization({ factors: 20, l2: 0.1 }); await model.fit(ratings)
 */
export function matrixFactorization(options: MatrixFactorizationOptions = {}): Recommender {
  return baseline(description(options))
}

/** @throws if the state is not one of matrix factorization's */
export function restoreMatrixFactorization({
  options,
  itemIds,
  arrays,
  popularity,
}: ModelState): Recommender {
  const settings = checked(schema, options, 'mf')
  const items = savedValues('mf', arrays, 'items', [itemIds.length, settings.factors + 1])
  const [mean, highest] = savedValues('mf', arrays, 'scale', [2])
  const scale = { mean: mean!, highest: highest! }
  const learned = scorer(items, scale, settings)
  return baseline({ ...description(options), itemIds, scorer: learned, popularity })
}

function description(options: MatrixFactorizationOptions): BaselineOptions {
  const settings = checked(schema, options, 'mf')
  const { factors, l2, weighting } = settings
  return {
    name: 'mf',
    options: { ...settings },
    scale: 'amount',
    offers: ['itemVectors'],
    vectorSize: factors,
    *learn(train, { epochs = 15 }) {
      checked(z.object({ epochs: count }), { epochs }, 'mf.fit')
      const ratings = ratingsOf('mf.fit', train)
      const scale = ratingScale(ratings)
      const size = factors + 1
      const draws = random(settings.seed)
        .fork('itemFactors')
        .normals(train.itemCount * size)
      const start = Float64Array.from(draws, (draw, i) => (i % size < factors ? initialDeviation * draw : 0))
      const { mean } = scale
      const { items } = yield* ratedLeastSquares({ ratings, mean, epochs, items: start, size, l2, weighting })
      return scorer(Float32Array.from(items), scale, settings)
    },
  }
}

function scorer(
  saved: Float32Array,
  { mean, highest }: RatingScale,
  { factors, ...ridge }: Settings,
): Scorer {
  const size = factors + 1
  const scale = Float32Array.of(mean, highest) // as it is saved
  const [savedMean, savedHighest] = [scale[0]!, scale[1]!]
  const items = Float64Array.from(saved)
  const solve = ridgeSolver(ratedSide(items, size, savedMean), ridge)
  const user = new Float64Array(size)
  const solveUser = (history: Int32Array, ratings?: Float32Array) =>
    solve(history, historyRatings(history, ratings, { mean: savedMean, highest: savedHighest }), user, 0)
  return {
    arrays: {
      items: { shape: [saved.length / size, size], values: saved },
      scale: { shape: [2], values: scale },
    },
    itemVectors: withoutBiases(saved, size),
    setVector(history, vector, ratings) {
      solveUser(history, ratings)
      vector.set(user.subarray(0, factors))
    },
    addScores(history, scores, ratings) {
      solveUser(history, ratings)
      for (let item = 0; item < scores.length; item++) {
        scores[item]! += savedMean + predicted(user, 0, items, item, size)
      }
    },
  }
}

/** The items' vectors without their last entries, the biases. */
function withoutBiases(items: Float32Array, size: number): NamedArray {
  const shape = [items.length / size, size - 1]
  return { shape, values: items.filter((_, at) => at % size < size - 1) }
}
