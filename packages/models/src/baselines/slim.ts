import type { z } from 'zod'
import { slim as definition } from '../definitions/linear-models'
import type { Recommender } from '../recommender/recommender'
import { gramMatrix } from '../solvers/gram'
import { patternOf } from '../solvers/pattern'
import { inTurn, type SolveColumns } from '../solvers/solve-columns'
import { defineBaseline } from './define-baseline'
import { savedWeights, sparseScorer, weightsOfColumns } from './sparse-weights'

export type SlimOptions = z.input<typeof definition.options>

export const slimMaker = defineBaseline(definition, {
  scale: 'evidence',
  offers: ['contributions', 'neighbourhood'],
  async *learn(train, { l1, l2 }, { resources: { solveColumns = inTurn } }) {
    const gram = yield* gramMatrix(patternOf(train))
    return sparseScorer(weightsOfColumns(yield* solveColumns({ gram, size: train.itemCount, l1, l2 })))
  },
  read: (state) => sparseScorer(savedWeights(state)),
})

/**
 * SLIM (Ning and Karypis, "SLIM: Sparse Linear Methods for Top-N Recommender Systems", ICDM 2011): sparse,
 * non-negative item weights by elastic nets.
 *
 * Column j of W minimises ½ ‖x_j − X w‖² + ½ l2 ‖w‖² + l1 ‖w‖₁ with w ≥ 0 and w_j = 0. A history x, of any user, has the
 * scores x W. While it learns, it takes 8 · items² bytes.
 *
 * @param solveColumns solves the columns, one after another by default; `inThreads()` of @hvamp/models/node uses threads
 * @throws if an option is negative or not finite
 * @example const model = slim({ l1: 1, l2: 1 }); await model.fit(train)
 */
export function slim(options: SlimOptions = {}, solveColumns?: SolveColumns): Recommender {
  return slimMaker.make(options, { solveColumns })
}
