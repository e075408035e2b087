import type { z } from 'zod'
import { type ModelDefinition, type SettingsIn, settingsOf } from '../definitions/model-definition'
import type { ModelMaker } from '../recommender/model-maker'
import type { ModelState } from '../recommender/recommender'
import type { RowNetwork } from './autoencoder'
import {
  type NetworkRecommenderOptions,
  namedRecommender,
  restoredNetworkRecommender,
} from './network-recommender'

/** What a model made of a network is, beside its definition. */
type NetworkParts<Network extends RowNetwork> = Pick<
  NetworkRecommenderOptions<Network>,
  'build' | 'rows' | 'scale' | 'startFrom'
>

/**
 * Makes and restores a model whose network is built from its settings, by its definition.
 *
 * @param parts of a new model or, given a state, of one that was saved
 */
export function defineNetworkModel<Definition extends ModelDefinition, Network extends RowNetwork>(
  definition: Definition,
  parts: (settings: SettingsIn<Definition>, saved?: ModelState) => NetworkParts<Network>,
): ModelMaker<z.input<Definition['options']>> {
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
  }
}
