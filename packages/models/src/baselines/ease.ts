import type { SymmetricInverse } from '@hvamp/tensors'
import { z } from 'zod'
import { checked } from '../recommender/checked'
import { positive } from '../recommender/option-rules'
import type { ModelState, Recommender } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { gramMatrix } from '../solvers/gram'
import { patternOf } from '../solvers/pattern'
import { symmetricInverse } from '../solvers/symmetric-inverse'
import { type BaselineOptions, baseline, type Scorer } from './baseline'

export interface EaseOptions {
  /** Weight λ of the squared weights; 500 by default, good for MovieLens and data of its kind. */
  readonly l2?: number | undefined
}

const schema = z.strictObject({ l2: positive.default(500) })

/**
 * EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): item weights in closed form.
 *
 * B minimises ‖X − X B‖² + λ ‖B‖² with a zero diagonal: B_ij = −P_ij / P_jj, where P = (XᵀX + λ I)⁻¹. A history x,
 * of any user, has the scores x B. It takes items³ operations and 12 · items² bytes, whatever the number of users.
 *
 * @param inverse how its matrix is inverted, where not by the code here: `lapackInverse()` of @hvamp/backends is much faster
 * @throws if l2 is not positive and finite
 * @example const model = ease({ l2: 500 }); await model.fit(train)
 */
export function ease(options: EaseOptions = {}, inverse?: SymmetricInverse): Recommender {
  return baseline(description(options, inverse))
}

/** @throws if the state is not one of EASE's */
export function restoreEase({ options, itemIds, arrays, popularity }: ModelState): Recommender {
  const weights = savedValues('ease', arrays, 'weights', [itemIds.length, itemIds.length])
  const learned = scorer(weights, itemIds.length)
  return baseline({ ...description(options), itemIds, scorer: learned, popularity })
}

function description(options: EaseOptions, inverse?: SymmetricInverse): BaselineOptions {
  const { l2 } = checked(schema, options, 'ease')
  return {
    name: 'ease',
    options: { l2 },
    scale: 'amount',
    offers: ['contributions'],
    async *learn(train) {
      const size = train.itemCount
      const matrix = yield* gramMatrix(patternOf(train))
      for (let item = 0; item < size; item++) matrix[item * size + item]! += l2
      if (inverse) await inverse(matrix, size)
      else yield* symmetricInverse(matrix, size)
      return scorer(weightsOf(matrix, size), size)
    },
  }
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
