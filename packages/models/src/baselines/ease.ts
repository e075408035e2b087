import type { SymmetricInverse } from '@hvamp/tensors'
import type { z } from 'zod'
import { ease as definition } from '../definitions/linear-models'
import type { Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { gramMatrix } from '../solvers/gram'
import { patternOf } from '../solvers/pattern'

import { symmetricInverse } from '../solvers/symmetric-inverse'
import type { Scorer } from './baseline'
import { defineBaseline } from './define-baseline'

export type EaseOptions = z.input<typeof definition.options>

export const easeMaker = defineBaseline(definition, {
  scale: 'amount',
  offers: ['contributions'],
  async *learn(train, { l2 }, { resources: { inverse } }) {
    const size = train.itemCount
    const matrix = yield* gramMatrix(patternOf(train))
    for (let item = 0; item < size; item++) matrix[item * size + item]! += l2
    if (inverse) await inverse(matrix, size)
    else yield* symmetricInverse(matrix, size)
    return scorer(weightsOf(matrix, size), size)
  },
  read({ itemIds: { length: size }, arrays }) {
    return scorer(savedValues('ease', arrays, 'weights', [size, size]), size)
  },
})

/**
 * EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): item weights in closed form.
 *
 * B minimises ‖X − X B‖² + λ ‖B‖² with a zero diagonal: B_ij = −P_ij / P_jj, where P = (XᵀX + λ I)⁻¹ and λ is `l2`.
 * A history x, of any user, has the scores x B. It takes items³ operations and 12 · items² bytes, whatever the number
 * of users.
 *
 * @param inverse inverts its matrix in place of the code here: `lapackInverse()` of @hvamp/backends is much faster
 * @throws if l2 is not positive and finite
 * @example const model = ease({ l2: 500 }); await model.fit(train)
 */
export function ease(options: EaseOptions = {}, inverse?: SymmetricInverse): Recommender {
  return easeMaker.make(options, { inverse })
}

/** B out of P. */
function weightsOf(inverse: Float64Array, size: number): Float32Array {
  const weights = new Float32Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i !== j) weights[i * size + j] = -inverse[i * size + j]! / inverse[j * size + j]!
    }
  }
  return weights
}

function scorer(weights: Float32Array, size: number): Scorer {
  return {
    arrays: { weights: { shape: [size, size], values: weights } },
    addScores(history, scores) {
      for (const item of history) {
        const row = item * size
        for (let j = 0; j < size; j++) scores[j]! += weights[row + j]!
      }
    },
    setContributions(history, item, parts) {
      for (const [i, from] of history.entries()) parts[i] = weights[from * size + item]!
    },
  }
}
