import { z } from 'zod'
import { checked } from '../checked'
import { positive } from '../option-rules'
import type { ModelState, Recommender } from '../recommender'
import { type BaselineOptions, baseline, type Scorer } from './baseline'
import { gramMatrix } from './gram'
import { patternOf } from './pattern'
import { savedValues } from './saved-arrays'
import { symmetricInverse } from './symmetric-inverse'
import type { Work } from './work'

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
 * @throws if l2 is not positive and finite
 * @example const model = ease({ l2: 500 }); await model.fit(train)
 */
export function ease(options: EaseOptions = {}): Recommender {
  return baseline(description(options))
}

/** @throws if the state is not one of EASE's */
export function restoreEase({ options, itemIds, arrays }: ModelState): Recommender {
  const weights = savedValues('ease', arrays, 'weights', [itemIds.length, itemIds.length])
  return baseline({ ...description(options), itemIds, scorer: scorer(weights, itemIds.length) })
}

function description(options: EaseOptions): BaselineOptions {
  const { l2 } = checked(schema, options, 'ease')
  return {
    name: 'ease',
    options: { l2 },
    *learn(train) {
      const weights = yield* easeWeights(yield* gramMatrix(patternOf(train)), train.itemCount, l2)
      return scorer(weights, train.itemCount)
    },
  }
}

/** B out of XᵀX, which is spoilt. */
function* easeWeights(gram: Float64Array, size: number, l2: number): Work<Float32Array> {
  for (let item = 0; item < size; item++) gram[item * size + item]! += l2
  yield* symmetricInverse(gram, size)
  const diagonal = Float64Array.from({ length: size }, (_, item) => gram[item * size + item]!)
  const weights = new Float32Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (i !== j) weights[i * size + j] = -gram[i * size + j]! / diagonal[j]!
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
  }
}
