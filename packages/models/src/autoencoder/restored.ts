import { disposeWeights, type NamedArrays, type Weights, writeWeights } from '@hvamp/tensors'

/**
 * A new network with saved weights in place of its own.
 *
 * @throws if the arrays do not fit; nothing of the network is left in memory then
 */
export function restored<Network extends { readonly weights: Weights }>(
  network: Network,
  arrays: NamedArrays,
): Network {
  try {
    writeWeights(network.weights, arrays)
    return network
  } catch (error) {
    disposeWeights(network.weights)
    throw error
  }
}
