import type { Recommender } from '@hvamp/models'
import { modelDefinitions, settingsOf } from '@hvamp/models/definitions'
import { requireKnown } from '@hvamp/random'
import { encodeSafetensors, type NamedArray } from '@hvamp/tensors'
import type { NetworkSettings } from './layout'
import { isPyTorchModel, layouts, type PyTorchLayout, pyTorchModels } from './layouts'
import { parametersIn } from './side-by-side'

/** Where the description of a model stands in the metadata of the file: JSON of all that is no weight. */
export const descriptionKey = 'hvamp'

/**
 * The weights of a fitted Mult-VAE, Vamp or H+Vamp as the bytes of a safetensors file, named and turned as code in PyTorch has
 * them: `load_state_dict` takes them. What is no weight, such as the ids of the items, is in its metadata, so that
 * `modelFromPyTorch` makes the same model again, bit for bit.
 *
 * @param options.layout the code of the paper's authors, the default, or the usual Mult-VAE
 * @throws if the model is not fitted, or that code has no such network
 * @example await writeFile('model.safetensors', await modelToPyTorch(model))
 */
export async function modelToPyTorch(
  model: Recommender,
  options: { readonly layout?: PyTorchLayout | undefined } = {},
): Promise<Uint8Array> {
  requireKnown('modelToPyTorch: options', options, { layout: true })
  const { layout: name = 'authors' } = options
  const where = 'modelToPyTorch'
  const layout = layouts[name]
  if (!layout) throw new Error(`${where}: layout must be ${Object.keys(layouts).join(' or ')}, got '${name}'`)
  if (!isPyTorchModel(model.name)) {
    throw new Error(`${where}: model must be one of ${pyTorchModels.join(', ')}, got '${model.name}'`)
  }
  const { arrays, ...described } = await model.state()
  const settings: NetworkSettings = settingsOf(modelDefinitions[model.name], described.options)
  const refusal = layout.refusal(model.name, settings)
  if (refusal !== undefined) throw new Error(`${where}: in ${layout.title} ${refusal}`)
  const parameters: Record<string, NamedArray> = {}
  for (const [weight, array] of Object.entries(arrays)) {
    const names = layout.parametersOf(weight, settings)
    for (const [i, parameter] of parametersIn(array, names.length).entries())
      parameters[names[i]!] = parameter
  }
  return encodeSafetensors(parameters, { format: 'pt', [descriptionKey]: JSON.stringify(described) })
}
