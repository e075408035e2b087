import { dot } from '../solvers/dot'
import { columnProducts } from '../solvers/outer-products'
import { choleskySolver, type WeightedSide, type WeightedSolver } from '../solvers/weighted-solvers'
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
  let solver: WeightedSolver | undefined
  const solve = (history: Int32Array, x: Float64Array) => {
    solver ??= choleskySolver({
      // at the first history: a model that is loaded for its items' vectors need not wait
      ...settings,
      factors,
      products: columnProducts(factors, itemCount, factorCount),
    })
    solver(history, ridge(history.length, itemCount), x, 0)
  }
  const user = new Float64Array(factorCount)
  const itemVectors = { shape: [itemCount, factorCount], values: itemFactors }
  return {
    itemVectors,
    arrays: { itemFactors: itemVectors },
    setVector: solve,
    addScores(history, scores) {
      solve(history, user)
      for (let item = 0; item < itemCount; item++)
        scores[item]! += dot(user, 0, factors, item * factorCount, factorCount)
    },
  }
}
