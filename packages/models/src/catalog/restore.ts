import { requireKnown } from '@hvamp/random'
import {
  type NetworkRecommenderOptions,
  requireOwnName,
  restoredNetworkRecommender,
} from '../autoencoder/network-recommender'
import { restoredBlend } from '../blending/restored-blend'
import { blendDefinition } from '../definitions/blend'
import { isModelName, modelNames } from '../definitions/model-definitions'
import type { ModelState, Recommender } from '../recommender/recommender'
import type { Resources } from '../solvers/resources'
import { makers } from './makers'

/** How a model of your own is restored: by what `networkRecommender` was given, or its `build` alone. */
export type CustomModel =
  | NetworkRecommenderOptions['build']
  | Omit<NetworkRecommenderOptions, 'name' | 'options'>

export interface RestoreOptions {
  /** Models of your own, by name. */
  readonly models?: Readonly<Record<string, CustomModel>> | undefined
  /** Faster ways to compute, of which each model takes those that it can use, as of `makeModel`. */
  readonly resources?: Resources | undefined
}

/**
 * The recommender that was saved in a state.
 *
 * @throws if the model is unknown, or one of your own has the name of one of this package; an option out of its limits, or a weight missing, unknown or of another shape; if a
 *   network needs a backend and there is none
 * @example const model = restore(state, { models: { mine: ({ items }) => autoencoder({ … }) } })
 */
export function restore(state: ModelState, given: RestoreOptions = {}): Recommender {
  requireKnown('restore: options', given, { models: true, resources: true })
  const { models = {}, resources } = given
  for (const own of Object.keys(models)) requireOwnName('restore: models: a name', own)
  const { model: name, options } = state
  if (Object.hasOwn(models, name)) {
    const custom = models[name]!
    const parts = typeof custom === 'function' ? { build: custom } : custom
    return restoredNetworkRecommender({ ...parts, name, options }, state)
  }
  if (isModelName(name)) return makers[name].restore(state, resources)
  if (name === blendDefinition.name) return restoredBlend(state, (part) => restore(part, given))
  const known = [...modelNames, blendDefinition.name, ...Object.keys(models)].join(', ')
  throw new Error(`restore: model must be one of ${known}, or named in \`models\`, got '${name}'`)
}
