import type { InteractionRows } from '@hvamp/data'
import { l2Normalize } from '@hvamp/layers'
import type { Random } from '@hvamp/random'
import { type Weights, writeWeights } from '@hvamp/tensors'
import { binaryRowsOf } from '../recommender/rows'

/**
 * Starts the pseudo-inputs among the weights as rows of different users, drawn by chance, each over its L2 norm: as
 * the encoder sees them. Components of the VampPrior then are posteriors of users.
 *
 * @throws if there are fewer users than pseudo-inputs
 */
export function startFromUsers(weights: Weights, train: InteractionRows, noise: Random): void {
  for (const [name, { variable }] of Object.entries(weights)) {
    if (!/(^|\.)pseudoInputs$/.test(name)) continue
    const [count, items] = variable.shape as [number, number]
    if (count > train.userCount) {
      throw new Error(
        `pseudoInputStart: 'users' must have as many users as pseudo-inputs, ${count}, got ${train.userCount}`,
      )
    }
    const drawn = noise.permutation(train.userCount).subarray(0, count)
    const { offsets, columns, values } = l2Normalize(binaryRowsOf(train, drawn))
    const start = new Float32Array(count * items)
    for (let row = 0; row < count; row++) {
      for (let i = offsets[row]!; i < offsets[row + 1]!; i++) start[row * items + columns[i]!] = values[i]!
    }
    writeWeights({ [name]: weights[name]! }, { [name]: { shape: [count, items], values: start } })
  }
}
