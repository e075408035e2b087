import { z } from 'zod'
import { checked } from '../recommender/checked'
import { nonNegative } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { gramMatrix } from '../solvers/gram'
import { patternOf } from '../solvers/pattern'
import { inTurn, type SolveColumns } from '../solvers/solve-columns'
import { type BaselineOptions, baseline } from './baseline'
import { savedWeights, sparseScorer, weightsOfColumns } from './sparse-weights'

export interface SlimOptions {
  /** Weight of the sum of the weights, which makes them sparse; 1 by default. */
  readonly l1?: number | undefined
  /** Weight of half their squared sum; 1 by default. */
  readonly l2?: number | undefined
}

const schema = z.strictObject({ l1: nonNegative.default(1), l2: nonNegative.default(1) })

/**
 * SLIM (Ning and Karypis, "SLIM: Sparse Linear Methods for Top-N Recommender Systems", ICDM 2011): sparse,
 * non-negative item weights by elastic nets.
 *
 * Column j of W minimises ½ ‖x_j − X w‖² + ½ l2 ‖w‖² + l1 ‖w‖₁ with w ≥ 0 and w_j = 0. A history x, of any user, has the
 * scores x W. While it learns, it takes 8 · items² bytes.
 *
 * @param solveColumns how columns are solved: `inThreads()` of @hvamp/models/node does it in threads
 * @throws if an option is negative or not finite
 * @example const model = slim({ l1: 1, l2: 1 }); await model.fit(train)
 */
export function slim(options: SlimOptions = {}, solveColumns: SolveColumns = inTurn): Recommender {
  return baseline(description(options, solveColumns))
}

/** @throws if the state is not one of SLIM's */
export function restoreSlim(state: ModelState): Recommender {
  const { options, itemIds, popularity } = state
  const scorer = sparseScorer(savedWeights(state))
  return baseline({ ...description(options), itemIds, scorer, popularity })
}

function description(options: SlimOptions, solveColumns: SolveColumns = inTurn): BaselineOptions {
  const { l1, l2 } = checked(schema, options, 'slim')
  return {
    name: 'slim',
    options: { l1, l2 },
    scale: 'evidence',
    offers: ['contributions', 'neighbourhood'],
    async *learn(train) {
      const gram = yield* gramMatrix(patternOf(train))
      return sparseScorer(weightsOfColumns(yield* solveColumns({ gram, size: train.itemCount, l1, l2 })))
    },
  }
}
