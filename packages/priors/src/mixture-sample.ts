import type { Random } from '@hvamp/random'
import { matMul, oneHot, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core'
import { diagonalGaussian } from './diagonal-gaussian'

/**
 * One reparametrised draw from the component chosen for each row.
 *
 * Rows are picked by a product with one-hot rows, whose gradient every backend has (that of `gather` it has not).
 *
 * @param components [count], int32, each in [0, K)
 * @returns [count, latent]
 */
export function sampleComponents(
  { mean, logVariance }: { mean: Tensor2D; logVariance: Tensor2D }, // [K, latent]
  components: Tensor1D,
  noise: Random,
): Tensor2D {
  return tidy(() => {
    const picked = oneHot(components, mean.shape[0], 1, 0, 'float32') as Tensor2D
    return diagonalGaussian(matMul(picked, mean), matMul(picked, logVariance)).sample(noise)
  })
}
