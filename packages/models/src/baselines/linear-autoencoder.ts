import type { Interactions } from '@hvamp/data'
import type { SymmetricInverse } from '@hvamp/tensors'
import type { ModelState } from '../recommender/recommender'
import { savedValues } from '../recommender/saved-arrays'
import { gramMatrix } from '../solvers/gram'
import { patternOf } from '../solvers/pattern'
import { inSteps } from '../solvers/steps'
import { symmetricInverse } from '../solvers/symmetric-inverse'
import { watched } from '../solvers/watched'
import type { WaitingWork, Work } from '../solvers/work'
import type { Scorer } from './baseline'

export interface LinearAutoencoder {
  readonly l2: number
  /** Share p of the input that is dropped at random, in expectation. */
  readonly dropout: number
  /** Limit ξ of the diagonal. */
  readonly diagonal: number
}

/** Weights in a step. */
const stepSize = 2 ** 25

/**
 * Learns the item weights B, [items, items], that minimise
 *
 *   E ‖X − drop(X) B‖² + l2 ‖B‖²  with B_jj ≤ ξ,
 *
 * where drop leaves out a share p of the input at random and divides the rest by 1 − p, in closed form (Moon, Kim and Lee 2023): B = I − P · diag(f), where P = (XᵀX + Λ)⁻¹, Λ_jj = l2 + (XᵀX)_jj p / (1 − p), and f_j is
 * (1 − ξ) / P_jj where the limit holds a weight down, Λ_jj elsewhere. With ξ = 0 that is EDLAE (Steck 2020), without dropout too
 * it is EASE.
 */
export async function* learnLinear(
  train: Interactions,
  { l2, dropout, diagonal }: LinearAutoencoder,
  inverse: SymmetricInverse | undefined,
): WaitingWork<Scorer> {
  const size = train.itemCount
  const matrix = yield* gramMatrix(patternOf(train))
  const penalties = new Float64Array(size)
  for (let item = 0; item < size; item++) {
    const at = item * (size + 1)
    penalties[item] = l2 + (dropout / (1 - dropout)) * matrix[at]!
    matrix[at]! += penalties[item]!
  }
  if (inverse) yield* watched('inverse', (watch) => inverse(matrix, size, watch))
  else yield* symmetricInverse(matrix, size)
  return linearScorer(yield* weightsOf(matrix, penalties, diagonal), size)
}

/** What was learned before. @throws if the arrays are not those of such a model */
export function readLinear({ model, itemIds: { length: size }, arrays }: ModelState): Scorer {
  return linearScorer(savedValues(model, arrays, 'weights', [size, size]), size)
}

/** B out of P. */
function* weightsOf(inverse: Float64Array, penalties: Float64Array, diagonal: number): Work<Float32Array> {
  const size = penalties.length
  const own = Float64Array.from(penalties, (_, j) => inverse[j * (size + 1)]!)
  // Without rounding no weight would be below 0, so a limit of 0 holds all of them.
  const isHeld = own.map((value, j) => (diagonal === 0 || 1 - penalties[j]! * value > diagonal ? 1 : 0))
  const weights = new Float32Array(size * size)
  const isReported = inSteps(stepSize, size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const value = -inverse[i * size + j]!
      weights[i * size + j] = isHeld[j] ? (value * (1 - diagonal)) / own[j]! : value * penalties[j]!
    }
    weights[i * (size + 1)] = isHeld[i] ? diagonal : 1 - own[i]! * penalties[i]!
    if (isReported(i + 1, size)) yield { type: 'stage', stage: 'weights', done: i + 1, total: size }
  }
  return weights
}

function linearScorer(weights: Float32Array, size: number): Scorer {
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
