import { countOf, type Layout, type NetworkSettings, partsOf, sizesOf } from './layout'

/** Our numbered layers, each list with the module that has them in the code, and the place of the first: 0 may be the dropout. */
const numbered: Readonly<Record<string, { readonly module: string; readonly first: number }>> = {
  'z.posterior.hidden': { module: 'q_z_layers', first: 1 },
  'z2.posterior.hidden': { module: 'q_z2_layers', first: 1 },
  'z1.posterior.hidden': { module: 'q_z1_layers_joint', first: 0 },
  'z1.prior.hidden': { module: 'p_z1_layers', first: 0 },
}

const named: Readonly<Record<string, string>> = {
  'z1.posterior.hidden.left': 'q_z1_layers_x.1',
  'z1.posterior.hidden.right': 'q_z1_layers_z2.0',
  'z1.posterior.hidden.joint': 'q_z1_layers_joint.0',
  'decoder.hidden.left': 'p_x_layers_z1.0',
  'decoder.hidden.right': 'p_x_layers_z2.0',
  'decoder.hidden.joint': 'p_x_layers_joint.0',
}

/** Mean and log-variance stand beside each other in a weight of ours; theirs are modules of these names. */
const heads: Readonly<Record<string, string>> = {
  'z.posterior.heads': 'q_z',
  'z2.posterior.heads': 'q_z2',
  'z1.posterior.heads': 'q_z1',
  'z1.prior.heads': 'p_z1',
}

const priors = { 'mult-vae': 'gaussian', vamp: 'vamp', hvamp: 'vamp' } as const

/**
 * The code of the paper's authors: https://github.com/psywaves/EVCF, models `Baseline`, `Vamp`, `HVamp` and `HVamp_1layer`.
 *
 * A unit is a module with `linear` and, if gated, `g`. The pseudo-inputs are the weight of a linear layer, `means.linear.weight`.
 */
export const authorsLayout: Layout = {
  title: "the authors' code",
  refusal(model, { prior = priors[model], pseudoInputSupport }) {
    if (prior !== priors[model]) return `the prior of ${model} must be '${priors[model]}', got '${prior}'`
    if (prior === 'vamp' && pseudoInputSupport !== 'dense')
      return `pseudoInputSupport must be 'dense', got '${pseudoInputSupport}'`
    return undefined
  },
  parametersOf(weight, settings) {
    const { layer, kind } = partsOf(weight)
    if (kind === 'pseudoInputs') return ['means.linear.weight']
    if (layer === 'decoder.output') return [`p_x_mean.linear.${kind}`]
    const head = heads[layer]
    if (head !== undefined) return [`${head}_mean.${kind}`, `${head}_logvar.linear.${kind}`]
    const module = moduleOf(layer, settings)
    return settings.gated ? [`${module}.linear.${kind}`, `${module}.g.${kind}`] : [`${module}.linear.${kind}`]
  },
  recognise(shapes, where) {
    const isDeep = 'q_z2_mean.weight' in shapes
    const encoder = isDeep ? 'q_z2_layers' : 'q_z_layers'
    const first = sizesOf(shapes, `${encoder}.1.linear.weight`, where)
    const latent = sizesOf(shapes, isDeep ? 'q_z1_mean.weight' : 'q_z_mean.weight', where)
    if (!first || !latent) return undefined
    const components = sizesOf(shapes, 'means.linear.weight', where)
    const { outputs: hidden, inputs: items } = first
    return {
      model: isDeep ? 'hvamp' : components ? 'vamp' : 'mult-vae',
      items,
      options: {
        gated: `${encoder}.1.g.weight` in shapes,
        layers: countOf(shapes, `${encoder}.`, '.linear.weight', 1),
        hidden,
        latent: latent.outputs,
        ...(isDeep && { upperLatent: sizesOf(shapes, 'q_z2_mean.weight', where)!.outputs }),
        ...(components && { pseudoInputs: components.inputs }),
      },
    }
  },
}

function moduleOf(layer: string, { upperLatent }: NetworkSettings): string {
  const own = named[layer]
  if (own !== undefined) return own
  const { layer: list, kind: number } = partsOf(layer)
  const decoder = { module: upperLatent === undefined ? 'p_x_layers' : 'p_x_layers_joint', first: 0 }
  const { module, first } = list === 'decoder.hidden' ? decoder : numbered[list]!
  return `${module}.${first + Number(number)}`
}
