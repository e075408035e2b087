import type { z } from 'zod'
import { type ModelDefinition, type SettingsIn, settingsOf } from '../definitions/model-definition'
import type { ModelMaker } from '../recommender/model-maker'
import type { ModelState } from '../recommender/recommender'
import type { RowNetwork } from './autoencoder'
import {
  type NetworkData,
  type NetworkRecommenderOptions,
  namedRecommender,
  restoredNetworkRecommender,
} from './network-recommender'

/** What a model made of a network is, beside its definition. */
type NetworkParts<Network extends RowNetwork> = Pick<
  NetworkRecommenderOptions<Network>,
  'build' | 'rows' | 'scale' | 'startFrom'
>

/** How a model made of a network is made. */
export interface NetworkModelMaker<Options> extends ModelMaker<Options> {
  /** The network of a new model. @throws if an option is unknown or out of its limits */
  network(options: Options | undefined, data: NetworkData): RowNetwork
}

/**
 * Makes and restores a model whose network is built from its settings, by its definition.
 *
 * @param parts of a new model or, given a state, of one that was saved
 */
export function defineNetworkModel<Definition extends ModelDefinition, Network extends RowNetwork>(
  definition: Definition,
  parts: (settings: SettingsIn<Definition>, saved?: ModelState) => NetworkParts<Network>,
): NetworkModelMaker<z.input<Definition['options']>> {
  const { name, fit } = definition
  return {
    make(options) {
      const settings = settingsOf(definition, options ?? {})
      return namedRecommender({ name, options: settings, fit, ...parts(settings) })
    },
    restore(state) {
      const settings = settingsOf(definition, state.options)
      return restoredNetworkRecommender({ name, options: settings, fit, ...parts(settings, state) }, state)
    },
    network: (options, data) => parts(settingsOf(definition, options ?? {})).build(data),
  }
}
