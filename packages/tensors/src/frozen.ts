import { mul, util } from '@tensorflow/tfjs-core'
import { areWithoutStarts, type Weights } from './weights'

/**
 * The same weights, which training no longer changes: they are saved with the rest but have no gradient.
 *
 * @example const copy = frozen(encoder.weights)
 */
export function frozen(weights: Weights): Weights {
  for (const weight of Object.values(weights)) weight.trainable = false
  return weights
}

/** Those of the weights that are not frozen. */
export function trainedWeights(weights: Weights): Weights {
  return Object.fromEntries(Object.entries(weights).filter(([, { trainable }]) => trainable))
}

/**
 * Copies the values of weights on their device: nothing is read back. While something is built without starts there are none.
 *
 * @throws if one is missing, or of another shape
 * @example copyWeights(encoder.weights, copy)
 */
export function copyWeights(from: Weights, to: Weights): void {
  for (const [name, weight] of Object.entries(to)) {
    const source = from[name]
    if (!source) throw new Error(`copyWeights: '${name}' must be among the weights that are copied`)
    if (!util.arraysEqual([...source.shape], [...weight.shape])) {
      throw new Error(`copyWeights: '${name}' must have shape [${weight.shape}], got [${source.shape}]`)
    }
    if (areWithoutStarts()) continue
    // A clone would share its memory, and change when an optimizer changes the original in place.
    weight.set(mul(source.variable, 1))
  }
}
