import type { Random } from '@hvamp/random'
import {
  add,
  exp,
  mul,
  neg,
  square,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  tidy,
} from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'
import type { Prior, RowPrior } from './prior'

/**
 * KL(q ‖ p) of each row by one sample: log q(z) − log p(z), unbiased when z is drawn from q.
 *
 * @param z [batch, latent], drawn from q
 * @param noise for the networks of a `Prior`, as in training; a `RowPrior` has had it already
 * @returns [batch]
 */
export function klMonteCarlo(
  q: DiagonalGaussian,
  prior: Pick<Prior | RowPrior, 'logDensity'>,
  z: Tensor2D,
  noise?: Random,
): Tensor1D {
  return tidy(() => sub(q.logDensity(z), prior.logDensity(z, noise)))
}

/**
 * KL(q ‖ p) of each row in closed form: ½ Σ (l_p − l_q − 1 + e^(l_q − l_p) + (m_q − m_p)² e^(−l_p)).
 *
 * @returns [batch]
 * @throws if they have not equally many columns
 */
export function klBetween(q: DiagonalGaussian, p: DiagonalGaussian): Tensor1D {
  if (q.mean.shape[1] !== p.mean.shape[1]) {
    throw new Error(`klBetween: q [${q.mean.shape}] and p [${p.mean.shape}] must have equally many columns`)
  }
  return tidy(() => {
    const excess = sub(q.logVariance, p.logVariance)
    const shift = mul(square(sub(q.mean, p.mean)), exp(neg(p.logVariance)))
    return mul(sum<Tensor1D>(add(sub(sub(exp(excess), excess), 1), shift), 1), 0.5)
  })
}
