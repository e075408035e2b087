import type { z } from 'zod'
import { defineNetworkModel } from '../autoencoder/define-network-model'
import { vasp as definition } from '../definitions/autoencoders'
import type { Recommender } from '../recommender/recommender'
import { buildVasp } from './networks'

export type VaspOptions = z.input<typeof definition.options>

export const vaspMaker = defineNetworkModel(definition, (settings) => ({
  scale: 'amount',
  build: ({ items }) => buildVasp(settings, items),
}))

/**
 * VASP (Vančura and Kordík, "Deep Variational Autoencoder with Shallow Parallel Path for Top-N Recommendation", ICANN 2021): the
 * product of a deep variational autoencoder's probabilities and those of a shallow neural EASE, trained together.
 *
 * Its neural EASE has items² weights: 16 · items² bytes while it is fitted. Scores are the products, in (0, 1).
 *
 * @throws if an option is unknown or out of its limits
 * @example const model = vasp({ hidden: 600, latent: 200 }); await model.fit(train)
 */
export function vasp(options?: VaspOptions): Recommender {
  return vaspMaker.make(options)
}
