import { random } from '@hvamp/random'
import type { ModelState, Recommender } from '../recommender'
import { alternatingLeastSquares } from './alternating-least-squares'
import { type BaselineOptions, baseline, type Scorer } from './baseline'
import { dot } from './dot'
import { columnProducts } from './outer-products'
import { patternOf } from './pattern'
import { requireCount, requirePositive } from './require-number'
import { savedValues } from './saved-arrays'
import { choleskySolver } from './weighted-solvers'

export interface WmfOptions {
  /** Length of a user's and an item's vector; 100 by default. */
  readonly factors?: number
  /** Weight of an interaction's error, against 1 of a pair without one; 10 by default. */
  readonly positiveWeight?: number
  /** Weight λ of the squared factors; 10 by default. */
  readonly l2?: number
  /** How a vector is solved for: exactly (the default), or nearer to it, which is faster with many factors. */
  readonly solver?: 'cholesky' | 'conjugateGradient'
  /** Steps for a vector in an epoch; 3 by default. */
  readonly conjugateGradientSteps?: number
  readonly seed?: number
}

const initialDeviation = 0.1

/**
 * WMF (Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008): weighted matrix
 * factorization by alternating least squares, with all pairs without an interaction as zeros.
 *
 * A history of any user is scored by the vector that solves it exactly against the items' vectors. `fit` reads
 * `epochs` (15 by default), each once through users and items, of its options; no user's vector is kept.
 *
 * @throws if an option is out of its range
 * @example const model = wmf({ factors: 100, positiveWeight: 10, seed: 1 }); await model.fit(train)
 */
export function wmf(options: WmfOptions = {}): Recommender {
  return baseline(description(options))
}

/** @throws if the state is not one of WMF's */
export function restoreWmf({ options, itemIds, arrays }: ModelState): Recommender {
  const settings = checked(options)
  const itemFactors = savedValues('wmf', arrays, 'itemFactors', [itemIds.length, settings.factors])
  return baseline({ ...description(options), itemIds, scorer: scorer(itemFactors, itemIds.length, settings) })
}

function description(options: WmfOptions): BaselineOptions {
  const settings = checked(options)
  const { factors, seed, ...others } = settings
  return {
    name: 'wmf',
    options: { ...settings },
    *learn(train, { epochs = 15 }) {
      requireCount('wmf.fit: epochs', epochs)
      const noise = random(seed).fork('itemFactors')
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

function checked({
  factors = 100,
  positiveWeight = 10,
  l2 = 10,
  solver = 'cholesky',
  conjugateGradientSteps = 3,
  seed = 0,
}: WmfOptions): Required<WmfOptions> {
  requireCount('wmf: factors', factors)
  requirePositive('wmf: positiveWeight', positiveWeight)
  requirePositive('wmf: l2', l2)
  if (solver !== 'cholesky' && solver !== 'conjugateGradient') {
    throw new Error(`wmf: solver must be 'cholesky' or 'conjugateGradient', got ${solver}`)
  }
  requireCount('wmf: conjugateGradientSteps', conjugateGradientSteps)
  random(seed) // throws if it is none
  return { factors, positiveWeight, l2, solver, conjugateGradientSteps, seed }
}

function scorer(
  saved: Float32Array,
  itemCount: number,
  { factors: factorCount, positiveWeight, l2 }: Required<WmfOptions>,
): Scorer {
  const factors = Float64Array.from(saved)
  const products = columnProducts(factors, itemCount, factorCount)
  const solve = choleskySolver({ factors, products, factorCount, positiveWeight, l2 })
  const user = new Float64Array(factorCount)
  return {
    arrays: { itemFactors: { shape: [itemCount, factorCount], values: saved } },
    addScores(history, scores) {
      solve(history, user, 0)
      for (let item = 0; item < itemCount; item++)
        scores[item]! += dot(user, 0, factors, item * factorCount, factorCount)
    },
  }
}
