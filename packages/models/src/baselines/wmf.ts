import { random } from '@hvamp/random'
import type { z } from 'zod'
import { wmf as definition } from '../definitions/factor-models'
import type { Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { alternatingLeastSquares } from '../solvers/alternating-least-squares'
import { dot } from '../solvers/dot'
import { columnProducts } from '../solvers/outer-products'
import { patternOf } from '../solvers/pattern'
import { choleskySolver, type WeightedSide } from '../solvers/weighted-solvers'
import type { Scorer } from './baseline'
import { defineBaseline } from './define-baseline'

export type WmfOptions = z.input<typeof definition.options>

const initialDeviation = 0.1

export const wmfMaker = defineBaseline(definition, {
  scale: 'amount',
  offers: ['itemVectors'],
  vectorSize: ({ factors }) => factors,
  *learn(train, { seed, factors: factorCount, ...settings }, { epochs, from }) {
    const draws = random(seed)
      .fork('itemFactors')
      .normals(train.itemCount * factorCount)
    const start = Float64Array.from(draws, (draw) => draw * initialDeviation)
    const { itemFactors } = yield* alternatingLeastSquares({
      ...settings,
      ones: patternOf(train),
      factorCount,
      epochs,
      itemFactors: from?.keep(start, 'itemFactors', factorCount) ?? start,
    })
    return scorer(Float32Array.from(itemFactors), train.itemCount, { factorCount, ...settings })
  },
  read({ itemIds, arrays }, { factors: factorCount, ...settings }) {
    const itemFactors = savedValues('wmf', arrays, 'itemFactors', [itemIds.length, factorCount])
    return scorer(itemFactors, itemIds.length, { factorCount, ...settings })
  },
})

/**
 * WMF (Hu, Koren and Volinsky, "Collaborative Filtering for Implicit Feedback Datasets", ICDM 2008): weighted matrix
 * factorization by alternating least squares, with all pairs without an interaction as zeros.
 *
 * A history of any user is scored by the vector that solves it exactly against the items' vectors; `embed` gives it.
 * Of its options `fit` reads `epochs`, each once through users and items, and `from`, an earlier
 * model whose items keep their vectors; without it, it begins anew.
 *
 * @throws if an option is out of its limits
 * @example const model = wmf({ factors: 100, positiveWeight: 10, seed: 1 }); await model.fit(train)
 */
export function wmf(options: WmfOptions = {}): Recommender {
  return wmfMaker.make(options)
}

function scorer(
  saved: Float32Array,
  itemCount: number,
  { factorCount, positiveWeight, l2 }: Pick<WeightedSide, 'factorCount' | 'positiveWeight' | 'l2'>,
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
