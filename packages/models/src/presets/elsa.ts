import type { z } from 'zod'
import { defineNetworkModel } from '../autoencoder/define-network-model'
import { elsa as definition } from '../definitions/linear-models'
import type { Recommender } from '../recommender/recommender'
import { buildElsa } from './networks'

export type ElsaOptions = z.input<typeof definition.options>

export const elsaMaker = defineNetworkModel(definition, (settings) => ({
  scale: 'amount',
  build: ({ items }) => buildElsa(settings, items),
}))

/**
 * ELSA (Vančura, Alves, Kasalický and Kordík, "Scalable Linear Shallow Autoencoder for Collaborative Filtering", RecSys 2022): item
 * weights A Aᵀ − I of low rank, linear in the items where EASE is cubic.
 *
 * A history x, of any user, has the scores x A Aᵀ − x; `embed` gives x A, which of one item is its vector. It takes
 * 40 · items · factors bytes while it is fitted, by Adam, and has no score of all items for a batch until it validates, on 200 users
 * at a time.
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = elsa({ factors: 200 }); await model.fit(train)
 */
export function elsa(options?: ElsaOptions): Recommender {
  return elsaMaker.make(options)
}
