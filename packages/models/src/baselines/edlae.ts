import type { SymmetricInverse } from '@hvamp/tensors'
import type { z } from 'zod'
import { edlae as definition } from '../definitions/linear-models'
import type { Recommender } from '../recommender/recommender'
import { defineBaseline } from './define-baseline'
import { learnLinear, readLinear } from './linear-autoencoder'

export type EdlaeOptions = z.input<typeof definition.options>

export const edlaeMaker = defineBaseline(definition, {
  scale: 'evidence',
  offers: ['contributions'],
  learn: (train, { l2, dropout }, { resources: { inverse } }) =>
    learnLinear(train, { l2, dropout, diagonal: 0 }, inverse),
  read: readLinear,
})

/**
 * EDLAE of full rank (Steck, "Autoencoders that Don't Overfit towards the Identity", NeurIPS 2020): EASE with dropout of the input,
 * which in expectation is a penalty that grows with the popularity of an item.
 *
 * B_ij = −P_ij / P_jj with a zero diagonal, where P = (XᵀX + Λ)⁻¹, Λ_jj = l2 + (XᵀX)_jj p / (1 − p), and p is `dropout`. It takes
 * as much time and memory as EASE.
 *
 * @param inverse inverts its matrix in place of the code here: `lapackInverse()` of @hvamp/backends is much faster, and
 *   `inverseInThreads()` several times
 * @throws if l2 is not positive and finite, or dropout is not in [0, 1)
 * @example const model = edlae({ l2: 500, dropout: 0.33 }); await model.fit(train)
 */
export function edlae(options: EdlaeOptions = {}, inverse?: SymmetricInverse): Recommender {
  return edlaeMaker.make(options, { inverse })
}
