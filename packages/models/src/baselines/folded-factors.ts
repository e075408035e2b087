import { dot } from '../solvers/dot'
import { columnProducts } from '../solvers/outer-products'
import { choleskySolver, type WeightedSide } from '../solvers/weighted-solvers'
import type { Scorer } from './baseline'

interface FoldedFactors extends Pick<WeightedSide, 'factorCount' | 'weight' | 'target'> {
  /** The items' vectors, [items, factors]. */
  readonly itemFactors: Float32Array
  /** The ridge of a user's vector, with a number of ones out of all items. */
  readonly ridge: (oneCount: number, all: number) => number
}

/** Scores a history by the vector that solves it exactly against the vectors of the items. */
export function foldedFactors({ itemFactors, ridge, ...settings }: FoldedFactors): Scorer {
  const { factorCount } = settings
  const itemCount = itemFactors.length / factorCount
  const factors = Float64Array.from(itemFactors)
  const products = columnProducts(factors, itemCount, factorCount)
  const solve = choleskySolver({ ...settings, factors, products })
  const user = new Float64Array(factorCount)
  const itemVectors = { shape: [itemCount, factorCount], values: itemFactors }
  return {
    itemVectors,
    arrays: { itemFactors: itemVectors },
    setVector: (history, vector) => solve(history, ridge(history.length, itemCount), vector, 0),
    addScores(history, scores) {
      solve(history, ridge(history.length, itemCount), user, 0)
      for (let item = 0; item < itemCount; item++)
        scores[item]! += dot(user, 0, factors, item * factorCount, factorCount)
    },
  }
}
