import { random } from '@hvamp/random'
import type { NamedArray } from '@hvamp/tensors'
import type { z } from 'zod'
import { mf as definition } from '../definitions/factor-models'
import type { Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { predicted, ratedLeastSquares } from '../solvers/rated-least-squares'
import { historyRatings, type RatingScale, ratingScale, ratingsOf } from '../solvers/ratings'
import { type Ridge, ratedSide, ridgeSolver } from '../solvers/ridge-solver'
import type { Scorer } from './baseline'
import { defineBaseline } from './define-baseline'

export type MatrixFactorizationOptions = z.input<typeof definition.options>

const initialDeviation = 0.1

export const matrixFactorizationMaker = defineBaseline(definition, {
  scale: 'amount',
  offers: ['itemVectors'],
  vectorSize: ({ factors }) => factors,
  *learn(train, { factors, seed, l2, weighting }, { epochs, from }) {
    const ratings = ratingsOf('mf.fit', train)
    const scale = ratingScale(ratings)
    const size = factors + 1
    const draws = random(seed)
      .fork('itemFactors')
      .normals(train.itemCount * size)
    const start = new Float64Array(draws.length)
    for (let i = 0; i < start.length; i++) if (i % size < factors) start[i] = initialDeviation * draws[i]!
    const { mean } = scale
    const { items } = yield* ratedLeastSquares({
      ...{ ratings, mean, epochs, size, l2, weighting },
      items: from?.keep(start, 'items', size) ?? start,
    })
    return scorer(Float32Array.from(items), scale, size, { l2, weighting })
  },
  read({ itemIds, arrays }, { factors, l2, weighting }) {
    const items = savedValues('mf', arrays, 'items', [itemIds.length, factors + 1])
    const [mean, highest] = savedValues('mf', arrays, 'scale', [2])
    return scorer(items, { mean: mean!, highest: highest! }, factors + 1, { l2, weighting })
  },
})

/**
 * Matrix factorization of ratings by alternating least squares (Zhou, Wilkinson, Schreiber and Pan, "Large-scale
 * Parallel Collaborative Filtering for the Netflix Prize", AAIM 2008), with biases: r = mean + b_u + b_i + u·v.
 *
 * Scores are ratings, which `evaluateRatings` measures. A history of any user is scored by the vector and the bias that
 * one ridge regression gives for it, against the items' vectors; `embed` gives the vector. In a history without ratings
 * each item counts as the highest rating seen in training. Of its options `fit` reads `epochs`,
 * and `from`, an earlier model whose items keep their vectors and biases; without it, it begins anew.
 *
 * @throws if an option is out of its limits; in `fit`, if the interactions have no ratings
 * @example const model = matrixFactorization({ factors: 20, l2: 0.1 }); await model.fit(ratings)
 */
export function matrixFactorization(options: MatrixFactorizationOptions = {}): Recommender {
  return matrixFactorizationMaker.make(options)
}

/** Scores by vectors whose last of `size` elements is a bias. */
function scorer(saved: Float32Array, { mean, highest }: RatingScale, size: number, ridge: Ridge): Scorer {
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
      vector.set(user.subarray(0, size - 1))
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
  const [count, length] = [items.length / size, size - 1]
  const values = new Float32Array(count * length)
  for (let item = 0; item < count; item++) {
    values.set(items.subarray(item * size, item * size + length), item * length)
  }
  return { shape: [count, length], values }
}
