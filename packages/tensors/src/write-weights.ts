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
  for (const [name, { shape }] of Object.entries(weights)) {
    const given = arrays[name]
    if (!given) throw new Error(`writeWeights: weight '${name}' is missing`)
    if (!util.arraysEqual([...shape], [...given.shape])) {
      throw new Error(`writeWeights: '${name}' must have shape [${shape}], got [${given.shape}]`)
    }
    const size = util.sizeFromShape([...shape])
    if (given.values.length !== size) {
      throw new Error(`writeWeights: '${name}' must have ${size} values, got ${given.values.length}`)
    }
  }
  for (const [name, weight] of Object.entries(weights)) {
    const { shape, values } = arrays[name]!
    weight.set(tensor(values.slice(), [...shape], 'float32'))
  }
}
