import { countOf, type Layout, partsOf, sizesOf } from './layout'

/**
 * Mult-VAE as it is usually written in PyTorch, after the code of Liang et al.: lists `q_layers` and `p_layers` of linear layers, with
 * tanh between them; the last of `q_layers` has means, then log-variances.
 */
export const multVaeLayout: Layout = {
  title: 'the usual Mult-VAE',
  refusal(model, { gated, prior = 'vamp' }) {
    if (model !== 'mult-vae') return `the model must be mult-vae, got ${model}`
    if (prior !== 'gaussian') return `the prior must be 'gaussian', got '${prior}'`
    return gated ? 'the network must have no gates, got gated' : undefined
  },
  parametersOf(weight, { layers }) {
    const { layer, kind } = partsOf(weight)
    if (layer === 'z.posterior.heads') return [`q_layers.${layers}.${kind}`]
    if (layer === 'decoder.output') return [`p_layers.${layers}.${kind}`]
    const { layer: list, kind: number } = partsOf(layer)
    return [`${list === 'decoder.hidden' ? 'p' : 'q'}_layers.${number}.${kind}`]
  },
  recognise(shapes, where) {
    const first = sizesOf(shapes, 'q_layers.0.weight', where)
    const decoder = sizesOf(shapes, 'p_layers.0.weight', where)
    const layers = countOf(shapes, 'q_layers.', '.weight') - 1
    if (!first || !decoder || layers < 1) return undefined
    const { outputs: hidden, inputs: items } = first
    return { model: 'mult-vae', items, options: { gated: false, layers, hidden, latent: decoder.inputs } }
  },
}
