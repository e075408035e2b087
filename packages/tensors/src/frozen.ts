import { mul, util } from '@tensorflow/tfjs-core'
import type { Weights } from './weights'

/**
 * The same weights, from now on left alone by training: they are saved with the others but have no gradient.
 *
 * @example const copy = frozen(encoder.weights)
 */
export function frozen(weights: Weights): Weights {
  for (const { variable } of Object.values(weights)) variable.trainable = false
  return weights
}

/** Those of the weights that are not frozen. */
export function trainedWeights(weights: Weights): Weights {
  return Object.fromEntries(Object.entries(weights).filter(([, { variable }]) => variable.trainable))
}

/**
 * Sets weights to the values of others, where they are: nothing is read back.
 *
 * @throws if one is missing, or of another shape
 * @example copyWeights(encoder.weights, copy)
 */
export function copyWeights(from: Weights, to: Weights): void {
  for (const [name, { variable }] of Object.entries(to)) {
    const source = from[name]
    if (!source) throw new Error(`copyWeights: '${name}' must be among the weights that are copied`)
    const { shape } = source.variable
    if (!util.arraysEqual(shape, variable.shape)) {
      throw new Error(`copyWeights: '${name}' must have shape [${variable.shape}], got [${shape}]`)
    }
    // A clone would share its memory, and change when an optimizer changes the original in place.
    const copy = mul(source.variable, 1)
    variable.assign(copy)
    copy.dispose()
  }
}
