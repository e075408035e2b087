import { type Layer, type NetworkOptions, network, unit } from '@hvamp/layers'
import { type Random, requireKnown } from '@hvamp/random'
import { joinWeights } from '@hvamp/tensors'

const networkOptions = {
  ...{ inputs: true, sideInputs: true, hidden: true, layers: true, activation: true, random: true },
}

/** p(x | z): hidden layers over the latents, then a linear layer of logits over the items. */
export function decoder(given: NetworkOptions & { items: number }): Layer {
  requireKnown('decoder: options', given, { ...networkOptions, items: true })
  const { items, ...options } = given
  const hidden = network({ ...options, random: options.random.fork('hidden') })
  const output = unit({
    inputs: options.hidden,
    outputs: items,
    activation: 'linear',
    random: options.random.fork('output'),
  })
  return {
    weights: joinWeights({ hidden: hidden.weights, output: output.weights }),
    apply: (z, above) => output.apply(hidden.apply(z, above)),
  }
}

/** p(x | z) without hidden layers: logits over the items, linear in the latents. */
export function linearDecoder(options: { inputs: number; items: number; random: Random }): Layer {
  requireKnown('linearDecoder: options', options, { inputs: true, items: true, random: true })
  const { inputs, items, random } = options
  const output = unit({ inputs, outputs: items, activation: 'linear', random: random.fork('output') })
  return { weights: joinWeights({ output: output.weights }), apply: (z, above) => output.apply(z, above) }
}
