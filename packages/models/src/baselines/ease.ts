import type { SymmetricInverse } from '@hvamp/tensors'
import type { z } from 'zod'
import { ease as definition } from '../definitions/linear-models'
import type { Recommender } from '../recommender/recommender'
import { defineBaseline } from './define-baseline'
import { learnLinear, readLinear } from './linear-autoencoder'

export type EaseOptions = z.input<typeof definition.options>

export const easeMaker = defineBaseline(definition, {
  scale: 'evidence',
  offers: ['contributions'],
  learn: (train, { l2 }, { resources: { inverse } }) =>
    learnLinear(train, { l2, dropout: 0, diagonal: 0 }, inverse),
  read: readLinear,
})

/**
 * EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): item weights in closed form.
 *
 * B minimises ‖X − X B‖² + λ ‖B‖² with a zero diagonal: B_ij = −P_ij / P_jj, where P = (XᵀX + λ I)⁻¹ and λ is `l2`.
 * A history x, of any user, has the scores x B. It takes items³ operations and 12 · items² bytes, whatever the number
 * of users.
 *
 * @param inverse inverts its matrix in place of the code here: `lapackInverse()` of @hvamp/backends is much faster, and
 *   `inverseInThreads()` several times
 * @throws if l2 is not positive and finite
 * @example const model = ease({ l2: 500 }); await model.fit(train)
 */
export function ease(options: EaseOptions = {}, inverse?: SymmetricInverse): Recommender {
  return easeMaker.make(options, { inverse })
}
