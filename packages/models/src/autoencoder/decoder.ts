import {
  type Layer,
  type NetworkOptions,
  network,
  networkOptionNames,
  type OutputLayer,
  unit,
} from '@hvamp/layers'
import { type Random, requireKnown } from '@hvamp/random'
import { joinWeights } from '@hvamp/tensors'
import { concat, type Tensor2D, tidy } from '@tensorflow/tfjs-core'

/** p(x | z): logits of all items, or of some. */
export interface ItemDecoder extends Layer {
  /**
   * Logits of some items: [rows, columns.length]. Gradients reach only their columns of the last layer.
   *
   * @param z [rows, latent]
   * @param above the latents above, if there are any
   * @param some the items, and what is added to the logits of each
   */
  applySome(
    z: Tensor2D,
    above: Tensor2D | undefined,
    some: { readonly columns: Int32Array; readonly shifts?: Float32Array },
  ): Tensor2D
}

/** p(x | z): hidden layers over the latents, then a linear layer of logits over the items. */
export function decoder(given: NetworkOptions & { items: number }): ItemDecoder {
  requireKnown('decoder: options', given, { ...networkOptionNames, items: true })
  const { items, ...options } = given
  const hidden = network({ ...options, random: options.random.fork('hidden') })
  const output = outputOf(options.hidden, items, options.random)
  return {
    weights: joinWeights({ hidden: hidden.weights, output: output.weights }),
    apply: (z, above) => output.apply(hidden.apply(z, above)),
    applySome: (z, above, some) => tidy(() => output.applySome(hidden.apply(z, above), some)),
  }
}

/** p(x | z) without hidden layers: logits over the items, linear in the latents. */
export function linearDecoder(options: { inputs: number; items: number; random: Random }): ItemDecoder {
  requireKnown('linearDecoder: options', options, { inputs: true, items: true, random: 'random' })
  const output = outputOf(options.inputs, options.items, options.random)
  return {
    weights: joinWeights({ output: output.weights }),
    apply: (z, above) => output.apply(z, above),
    applySome: (z, above, some) => tidy(() => output.applySome(above ? concat([z, above], 1) : z, some)),
  }
}

function outputOf(inputs: number, items: number, random: Random): OutputLayer {
  return unit({
    inputs,
    outputs: items,
    activation: 'linear',
    sparse: 'outputs',
    random: random.fork('output'),
  })
}
