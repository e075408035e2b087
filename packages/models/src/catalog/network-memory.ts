import { weightShapes } from '@hvamp/tensors'
import type { NetworkModelMaker } from '../autoencoder/define-network-model'
import { type FitSize, fitMemory } from '../autoencoder/fit-memory'
import { type ModelDefinition, settingsOf } from '../definitions/model-definition'
import { type ModelName, modelDefinitions, type OptionsOf } from '../definitions/model-definitions'
import { makers } from './makers'

/** Bytes that a model made of a network takes. */
export interface NetworkMemory {
  /** Its tensors while it is fitted, at most at one time: see `fitMemory`. */
  readonly tensors: number
  /** The weights of the best epoch, which a fit with a validation keeps beside them. */
  readonly best: number
}

/**
 * The memory of a fit by the name of its model: known before anything is allocated.
 *
 * @returns undefined for a model without a network, of which `fitBytes` of @hvamp/models/definitions tells
 * @throws if an option is unknown or out of its limits
 * @example networkMemory('cdae', { latent: 200 }, { users: 1_000_000, items: 200_000 }).tensors > 2 ** 32 // does not fit into a wasm heap
 */
export function networkMemory<Name extends ModelName>(
  name: Name,
  options: OptionsOf<Name> | undefined,
  size: Omit<FitSize, 'exemplars' | 'isComposed' | 'isPenalized'> & { readonly users: number },
): NetworkMemory | undefined {
  const maker = makers[name]
  if (!('network' in maker)) return undefined
  const { network } = maker as unknown as NetworkModelMaker<unknown>
  const { users, ...fit } = size
  const definition: ModelDefinition = modelDefinitions[name]
  const settings = settingsOf(definition, options ?? {}) as Settings
  const isComposed = settings.likelihood === 'bernoulli' || definition.ofRatings === true
  const isPenalized = settings.weightDecay !== undefined // of the loss: that of an optimizer is no option of a model
  const exemplars = settings.prior === 'exemplar' ? Math.min(settings.pseudoInputs!, users) : 0
  const build = () => network(options, { items: size.items, users })
  const counts = Object.values(weightShapes(build)).map(({ shape }) =>
    shape.reduce((product, length) => product * length, 1),
  )
  return {
    tensors: fitMemory(build, { ...fit, exemplars, isComposed, isPenalized }),
    best: 4 * counts.reduce((sum, count) => sum + count, 0),
  }
}

/** The options of a model that matter beside the shapes of its weights. */
interface Settings {
  readonly likelihood?: string
  readonly weightDecay?: number
  readonly prior?: string
  readonly pseudoInputs?: number
}
