import { random } from '@hvamp/random'
import type { StartRowSolver } from '@hvamp/tensors'
import type { z } from 'zod'
import { wmf as definition } from '../definitions/factor-models'
import type { SettingsIn } from '../definitions/model-definition'
import type { Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { alternatingLeastSquares } from '../solvers/alternating-least-squares'
import { patternOf } from '../solvers/pattern'
import { defineBaseline } from './define-baseline'
import { foldedFactors } from './folded-factors'

export type WmfOptions = z.input<typeof definition.options>

const initialDeviation = 0.1

export const wmfMaker = defineBaseline(definition, {
  scale: 'amount',
  offers: ['itemVectors'],
  vectorSize: ({ factors }) => factors,
  async *learn(train, settings, { epochs, resources, from }) {
    const { factors, solver, conjugateGradientSteps: steps } = settings
    const draws = random(settings.seed)
      .fork('itemFactors')
      .normals(train.itemCount * factors)
    const start = Float64Array.from(draws)
    for (let i = 0; i < start.length; i++) start[i]! *= initialDeviation
    const { itemFactors } = yield* alternatingLeastSquares({
      ...lossOf(settings),
      name: 'wmf',
      ones: patternOf(train),
      epochs,
      method: solver === 'cholesky' ? { name: 'exact' } : { name: solver, steps },
      start: { items: from?.keep(start, 'itemFactors', factors) ?? start },
      startSolver: resources.rowSolver,
    })
    const learned = { ...lossOf(settings), itemFactors: Float32Array.from(itemFactors()) }
    return foldedFactors(learned, resources.rowSolver)
  },
  read({ itemIds, arrays }, settings, { rowSolver }) {
    const itemFactors = savedValues('wmf', arrays, 'itemFactors', [itemIds.length, settings.factors])
    return foldedFactors({ ...lossOf(settings), itemFactors }, rowSolver)
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
 * @param rowSolver solves the vectors in place of the code here, with the same bits: `rowSolverInThreads()` of @hvamp/backends
 *   is several times faster
 * @throws if an option is out of its limits
 * @example const model = wmf({ factors: 100, positiveWeight: 10, seed: 1 }); await model.fit(train)
 */
export function wmf(options: WmfOptions = {}, rowSolver?: StartRowSolver): Recommender {
  return wmfMaker.make(options, { rowSolver })
}

/** Σ c (r − u·v)² + l2 (Σ ‖u‖² + Σ ‖v‖²), where r is 1 and c the positive weight for the ones, and r is 0 and c is 1 elsewhere. */
function lossOf({ factors, positiveWeight, l2 }: SettingsIn<typeof definition>) {
  return { factorCount: factors, weight: positiveWeight - 1, target: positiveWeight, ridge: () => l2 }
}
