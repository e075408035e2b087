import { requireCount, requireKnown } from '@hvamp/random'
import { joinWeights } from '@hvamp/tensors'
import { addN, type Tensor2D, tidy } from '@tensorflow/tfjs-core'
import { layerNorm } from './layer-norm'
import { type NetworkOptions, networkOptionNames } from './network'
import { swish } from './swish'
import { type Layer, unit } from './unit'

/** As in the code of RecVAE's authors: large, so that rows of small variance stay small. */
const epsilon = 0.1

/**
 * Hidden layers of equal width; each sees the sum of all layers before it:
 * h_i = norm(swish(h_(i−1) W + b + Σ_(j<i) h_j)), where the first has x for h_0 and nothing to add (Shenbin et al. 2020).
 *
 * @throws if a size or the number of layers is not a positive integer
 * @example residualNetwork({ inputs: 784, hidden: 600, layers: 5, random: random(1) }).apply(x)
 */
export function residualNetwork(options: Omit<NetworkOptions, 'activation'>): Layer {
  // an encoder gives it what it gives to `network`: an activation, too
  requireKnown<Partial<NetworkOptions>>('residualNetwork: options', options, networkOptionNames)
  const { inputs, sideInputs = 0, hidden, layers, sparse, random } = options
  requireCount('residualNetwork: layers', layers)
  requireCount('residualNetwork: sideInputs', sideInputs, 0)
  const parts = Array.from({ length: layers }, (_, i) => ({
    affine: unit({
      inputs: i === 0 ? inputs + sideInputs : hidden,
      outputs: hidden,
      activation: 'linear',
      sparse: i === 0 ? sparse : undefined,
      random: random.fork(`${i}`),
    }),
    norm: layerNorm({ units: hidden, epsilon }),
  }))
  return {
    weights: joinWeights(
      Object.fromEntries(
        parts.flatMap(({ affine, norm }, i) => [
          [`${i}`, affine.weights],
          [`${i}.norm`, norm.weights],
        ]),
      ),
    ),
    apply: (x, side) =>
      tidy(() => {
        const outputs: Tensor2D[] = []
        for (const [i, { affine, norm }] of parts.entries()) {
          const own = i === 0 ? affine.apply(x, side) : affine.apply(outputs.at(-1)!)
          outputs.push(norm.apply(swish(addN([own, ...outputs]))))
        }
        return outputs.at(-1)!
      }),
  }
}
