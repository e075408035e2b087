import { tensor, util } from '@tensorflow/tfjs-core'
import type { NamedArrays, Weights } from './weights'

/**
 * Sets the weights from arrays on the host; all names and shapes are checked before the first is changed.
 *
 * @throws if a name is missing or unknown, or a shape or the number of values differs (both are named)
 */
export function writeWeights(weights: Weights, arrays: NamedArrays): void {
  for (const name of Object.keys(arrays)) {
    if (!(name in weights)) throw new Error(`writeWeights: no weight is named '${name}'`)
  }
  for (const [name, { variable }] of Object.entries(weights)) {
    const given = arrays[name]
    if (!given) throw new Error(`writeWeights: weight '${name}' is missing`)
    if (!util.arraysEqual(variable.shape, given.shape as number[])) {
      throw new Error(`writeWeights: '${name}' must have shape [${variable.shape}], got [${given.shape}]`)
    }
    if (given.values.length !== variable.size) {
      throw new Error(`writeWeights: '${name}' must have ${variable.size} values, got ${given.values.length}`)
    }
  }
  for (const [name, { variable }] of Object.entries(weights)) {
    const { shape, values } = arrays[name]!
    const value = tensor(values.slice(), shape as number[], 'float32')
    variable.assign(value)
    value.dispose()
  }
}
