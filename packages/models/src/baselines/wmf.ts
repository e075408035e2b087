import { random } from '@hvamp/random'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { count, positive, seed } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { alternatingLeastSquares } from '../solvers/alternating-least-squares'
import { dot } from '../solvers/dot'
import { columnProducts } from '../solvers/outer-products'
import { patternOf } from '../solvers/pattern'
import { choleskySolver } from '../solvers/weighted-solvers'
import { type BaselineOptions, baseline, type Scorer } from './baseline'

export interface WmfOptions {
  /** Length of a user's and an item's vector; 100 by default. */
  readonly factors?: number | undefined
  /** Weight of an interaction's error, against 1 of a pair without one; 10 by default. */
  readonly positiveWeight?: number | undefined
  /** Weight λ of the squared factors; 10 by default. */
  readonly l2?: number | undefined
  /** How a vector is solved for: exactly (the default), or nearer to it, which is faster with many factors. */
  readonly solver?: 'cholesky' | 'conjugateGradient' | undefined
  /** Steps for a vector in an epoch; 3 by default. */
  readonly conjugateGradientSteps?: number | undefined
  /** Of the items' vectors that it begins with; 1 by default. */
  readonly seed?: number | undefined
}

const schema = z.strictObject({
  factors: count.default(100),
  positiveWeight: positive.default(10),
  l2: positive.default(10),
  solver: z
    .enum(['cholesky', 'conjugateGradient'], "must be 'cholesky' or 'conjugateGradient'")
    .default('cholesky'),
  conjugateGradientSteps: count.default(3),
  seed: seed.default(1),
})
type WmfSettings = z.output<typeof schema>

const initialDeviation = 0.1

/**
 * WMF (Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008): weighted matrix
 * factorization by alternating least squares, with all pairs without an interaction as zeros.
 *
 * A history of any user is scored by the vector that solves it exactly against the items' vectors; `embed` gives it.
 * Of its options `fit` reads `epochs`, 15 by default, each once through users and items; it always begins anew.
 *
 * @throws if an option is out of its range
 * @example const model = wmf({ factors: 100, positiveWeight: 10, seed: 1 }); await model.fit(train)
 */
export function wmf(options: WmfOptions = {}): Recommender {
  return baseline(description(options))
}

/** @throws if the state is not one of WMF's */
export function restoreWmf({ options, itemIds, arrays, popularity }: ModelState): Recommender {
  const settings = checked(schema, options, 'wmf')
  const itemFactors = savedValues('wmf', arrays, 'itemFactors', [itemIds.length, settings.factors])
  const learned = scorer(itemFactors, itemIds.length, settings)
  return baseline({ ...description(options), itemIds, scorer: learned, popularity })
}

function description(options: WmfOptions): BaselineOptions {
  const settings = checked(schema, options, 'wmf')
  const { factors, seed: draws, ...others } = settings
  return {
    name: 'wmf',
    options: { ...settings },
    scale: 'amount',
    offers: ['itemVectors'],
    vectorSize: factors,
    *learn(train, { epochs = 15 }) {
      checked(z.object({ epochs: count }), { epochs }, 'wmf.fit')
      const noise = random(draws).fork('itemFactors')
      const { itemFactors } = yield* alternatingLeastSquares({
        ...others,
        ones: patternOf(train),
        factorCount: factors,
        epochs,
        itemFactors: Float64Array.from(
          noise.normals(train.itemCount * factors),
          (draw) => draw * initialDeviation,
        ),
      })
      return scorer(Float32Array.from(itemFactors), train.itemCount, settings)
    },
  }
}

function scorer(
  saved: Float32Array,
  itemCount: number,
  { factors: factorCount, positiveWeight, l2 }: WmfSettings,
): Scorer {
  const factors = Float64Array.from(saved)
  const products = columnProducts(factors, itemCount, factorCount)
  const solve = choleskySolver({ factors, products, factorCount, positiveWeight, l2 })
  const user = new Float64Array(factorCount)
  const itemVectors = { shape: [itemCount, factorCount], values: saved }
  return {
    itemVectors,
    arrays: { itemFactors: itemVectors },
    setVector: (history, vector) => solve(history, vector, 0),
    addScores(history, scores) {
      solve(history, user, 0)
      for (let item = 0; item < itemCount; item++)
        scores[item]! += dot(user, 0, factors, item * factorCount, factorCount)
    },
  }
}
