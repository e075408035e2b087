import { requireCount, requireKnown } from '@hvamp/random'
import { add, exp, mul, square, sub, sum, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core'
import { normals } from './diagonal-gaussian'
import { standardLogDensity } from './gaussian-log-density'
import type { Prior } from './prior'

/**
 * N(0, I), the prior of Mult-VAE; KL(q ‖ p) = ½ Σ (e^l + m² − 1 − l).
 *
 * @throws if latent is not a positive integer
 */
export function standardGaussian(options: {
  latent: number
}): Prior<Record<string, never>> & Required<Pick<Prior, 'klFrom'>> {
  requireKnown('standardGaussian: options', options, { latent: true })
  const { latent } = options
  requireCount('standardGaussian: latent', latent)
  const requireColumns = (name: string, z: Tensor2D) => {
    if (z.shape[1] !== latent) {
      throw new Error(`standardGaussian: ${name} must be [batch, ${latent}], got [${z.shape}]`)
    }
  }
  return {
    weights: {},
    logDensity(z) {
      requireColumns('z', z)
      return standardLogDensity(z)
    },
    sample(count, noise) {
      requireCount('standardGaussian.sample: count', count)
      return normals([count, latent], noise)
    },
    klFrom({ mean, logVariance }) {
      requireColumns('the posterior', mean)
      return tidy(() =>
        mul(sum<Tensor1D>(add(sub(sub(exp(logVariance), logVariance), 1), square(mean)), 1), 0.5),
      )
    },
  }
}
