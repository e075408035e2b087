import type { SymmetricInverse } from '@hvamp/tensors'
import type { z } from 'zod'
import { rdlae as definition } from '../definitions/linear-models'
import type { Recommender } from '../recommender/recommender'
import { defineBaseline } from './define-baseline'
import { learnLinear, readLinear } from './linear-autoencoder'

export type RdlaeOptions = z.input<typeof definition.options>

export const rdlaeMaker = defineBaseline(definition, {
  scale: 'evidence',
  offers: ['contributions'],
  learn: (train, settings, { resources: { inverse } }) => learnLinear(train, settings, inverse),
  read: readLinear,
})

/**
 * RDLAE (Moon, Kim and Lee, "It's Enough: Relaxing Diagonal Constraints in Linear Autoencoders for Recommendation", SIGIR 2023):
 * EDLAE whose diagonal may reach a limit ξ, `diagonal`. With 0 it is EDLAE, with 1 a denoising autoencoder without a constraint.
 *
 * B = I − P · diag(f), where P = (XᵀX + Λ)⁻¹, Λ_jj = l2 + (XᵀX)_jj p / (1 − p), p is `dropout`, and f_j is (1 − ξ) / P_jj where B_jj
 * would be greater than ξ otherwise, Λ_jj elsewhere. It takes as much time and memory as EASE.
 *
 * @param inverse inverts its matrix in place of the code here: `lapackInverse()` of @hvamp/backends is much faster, and
 *   `inverseInThreads()` several times
 * @throws if l2 is not positive and finite, dropout is not in [0, 1), or diagonal not in [0, 1]
 * @example const model = rdlae({ l2: 500, dropout: 0.33, diagonal: 0.3 }); await model.fit(train)
 */
export function rdlae(options: RdlaeOptions = {}, inverse?: SymmetricInverse): Recommender {
  return rdlaeMaker.make(options, { inverse })
}
