import { type Random, requireCount } from '@hvamp/random'
import { tensor1d, tidy } from '@tensorflow/tfjs-core'
import { type DiagonalGaussian, requireGaussian } from './diagonal-gaussian'
import { mixtureLogDensity, mixtureResponsibilities } from './mixture-log-density'
import { sampleComponents } from './mixture-sample'
import type { Prior } from './prior'

/**
 * The mixture 1/K Σ_k q(z | u_k) of the posteriors of pseudo-inputs: what all VampPriors have in common.
 *
 * @param where prefix of error messages
 * @param given the posteriors of all K pseudo-inputs; the noise is training's
 */
export function posteriorMixture(
  where: string,
  pseudoInputs: number,
  given: (noise?: Random) => DiagonalGaussian,
): Pick<Prior, 'logDensity' | 'sample'> & Required<Pick<Prior, 'responsibilities'>> {
  const encode = (noise?: Random) => requireGaussian(`${where}: encode`, given(noise))
  return {
    logDensity(z, noise) {
      return tidy(() => {
        const { mean, logVariance } = encode(noise?.fork('pseudoInputs'))
        return mixtureLogDensity(z, mean, logVariance)
      })
    },
    responsibilities(z) {
      return tidy(() => {
        const { mean, logVariance } = encode()
        return mixtureResponsibilities(z, mean, logVariance)
      })
    },
    sample(count, noise) {
      requireCount(`${where}.sample: count`, count)
      const chosen = Int32Array.from({ length: count }, () => noise.integer(pseudoInputs))
      return tidy(() => sampleComponents(encode(), tensor1d(chosen, 'int32'), noise))
    },
  }
}
