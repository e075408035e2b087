import { type Layer, type NetworkOptions, network, unit } from '@hvamp/layers'
import { joinWeights } from '@hvamp/tensors'

/** p(x | z): hidden layers over the latents, then a linear layer of logits over the items. */
export function decoder({ items, ...options }: NetworkOptions & { items: number }): Layer {
  const hidden = network({ ...options, noise: options.noise.fork('hidden') })
  const output = unit({
    inputs: options.hidden,
    outputs: items,
    activation: 'linear',
    noise: options.noise.fork('output'),
  })
  return {
    weights: joinWeights({ hidden: hidden.weights, output: output.weights }),
    apply: (z, above) => output.apply(hidden.apply(z, above)),
  }
}
