import {
  type ModelDescription,
  type Recommender,
  readDescription,
  requireItemIds,
  restore,
} from '@hvamp/models'
import { modelDefinitions, settingsOf } from '@hvamp/models/definitions'
import { requireKnown } from '@hvamp/random'
import { decodeSafetensors, type NamedArray, type NamedArrays } from '@hvamp/tensors'
import type { Layout, NetworkSettings, RecognisedModel } from './layout'
import { layouts, networkShapes } from './layouts'
import { descriptionKey } from './model-to-pytorch'
import { parameterShape, weightOf } from './side-by-side'

/** What a file of weights does not say. */
export interface PyTorchOptions {
  /** Ids of the items, in the order of the network's inputs; those in the file's metadata by default. */
  readonly itemIds?: readonly string[] | undefined
  /** Options of the model that its weights do not tell, such as `likelihood` and `dropout`; by default those in the metadata, or the model's. */
  readonly options?: Readonly<Record<string, unknown>> | undefined
  /** Prefix of error messages, such as the name of the file. */
  readonly where?: string | undefined
}

/**
 * The recommender whose weights are in a safetensors file of PyTorch: of Mult-VAE, Vamp or H+Vamp as the paper's authors have them,
 * or of the usual Mult-VAE. Names and shapes tell which, and its sizes. A backend has to be running.
 *
 * @param bytes of the file, of float32 tensors: `save_file(model.state_dict(), 'model.safetensors')` of safetensors.torch
 * @throws naming what breaks which rule: the format, a name, a shape, a value that is not finite, the number of ids, two equal ones, an option
 * @example const model = await modelFromPyTorch(await readFile('model.safetensors'), { itemIds })
 */
export async function modelFromPyTorch(bytes: Uint8Array, given: PyTorchOptions = {}): Promise<Recommender> {
  requireKnown('modelFromPyTorch: options', given, { itemIds: true, options: true, where: true })
  const { itemIds, options, where = 'modelFromPyTorch' } = given
  const { arrays, metadata } = decodeSafetensors(bytes, { where })
  const { layout, recognised } = recognisedIn(arrays, where)
  const { model, items } = recognised
  const described = descriptionIn(metadata, where)
  if (described && described.model !== model) {
    throw new Error(
      `${where}: the tensors must be those of ${described.model}, as the metadata says, got ${model}`,
    )
  }
  const ids = itemIds ?? described?.itemIds
  if (ids?.length !== items) {
    const got = ids ? ids.length : 'none, and the file has none'
    throw new Error(`${where}: itemIds must have an id for each of ${items} items, got ${got}`)
  }
  requireItemIds(where, ids)
  const settings = settingsOf(modelDefinitions[model], {
    ...described?.options,
    ...recognised.options,
    ...options,
  })
  const weights = weightsIn(arrays, { layout, recognised, settings, where })
  const isSame = described !== undefined && ids.every((id, item) => id === described.itemIds[item])
  return restore({
    model,
    options: settings,
    itemIds: ids,
    users: described?.users,
    arrays: weights,
    popularity: isSame ? described.popularity : undefined,
  })
}

function recognisedIn(
  arrays: NamedArrays,
  where: string,
): { readonly layout: Layout; readonly recognised: RecognisedModel } {
  const shapes = Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]))
  for (const layout of Object.values(layouts)) {
    const recognised = layout.recognise(shapes, where)
    if (recognised) return { layout, recognised }
  }
  const titles = Object.values(layouts).map(({ title }) => title)
  const names = Object.keys(arrays)
    .slice(0, 3)
    .map((name) => `'${name}'`)
  throw new Error(
    `${where}: the tensors must be named as in ${titles.join(' or ')}, got ${names.join(', ') || 'none'}${Object.keys(arrays).length > 3 ? ', …' : ''}`,
  )
}

function descriptionIn(
  { [descriptionKey]: text }: Readonly<Record<string, string>>,
  where: string,
): ModelDescription | undefined {
  if (text === undefined) return undefined
  const place = `${where}: '${descriptionKey}' in the metadata`
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${place}: must be JSON: ${(cause as Error).message}`, { cause })
  }
  return readDescription(json, place)
}

/** Our weights out of the parameters of the code. */
function weightsIn(
  arrays: NamedArrays,
  {
    layout,
    recognised: { model, items },
    settings,
    where,
  }: {
    readonly layout: Layout
    readonly recognised: RecognisedModel
    readonly settings: NetworkSettings
    readonly where: string
  },
): NamedArrays {
  const refusal = layout.refusal(model, settings)
  if (refusal !== undefined) throw new Error(`${where}: in ${layout.title} ${refusal}`)
  const weights: Record<string, NamedArray> = {}
  const used = new Set<string>()
  for (const [weight, shape] of Object.entries(networkShapes(model, settings, items))) {
    const names = layout.parametersOf(weight, settings)
    const expected = parameterShape(shape, names.length)
    for (const name of names) {
      requireTensor(arrays[name], name, expected, where)
      used.add(name)
    }
    weights[weight] = weightOf(
      names.map((name) => arrays[name]!.values),
      shape,
    )
  }
  const other = Object.keys(arrays).find((name) => !used.has(name))
  if (other !== undefined) {
    throw new Error(
      `${where}: the tensors must be those of ${model} in ${layout.title}, got '${other}' beside them`,
    )
  }
  return weights
}

function requireTensor(
  array: NamedArray | undefined,
  name: string,
  shape: readonly number[],
  where: string,
): void {
  if (!array) throw new Error(`${where}: '${name}' must be among the tensors, got none of that name`)
  if (array.shape.length !== shape.length || array.shape.some((size, i) => size !== shape[i])) {
    throw new Error(`${where}: '${name}' must have the shape [${shape}], got [${array.shape}]`)
  }
  const at = array.values.findIndex((value) => !Number.isFinite(value))
  if (at >= 0) throw new Error(`${where}: '${name}' must be finite, got ${array.values[at]} at ${at}`)
}
