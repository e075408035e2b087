import type { Random } from '@hvamp/random'
import { cast, matMul, oneHot, type Tensor1D, type Tensor2D, tidy } from '@tensorflow/tfjs-core'
import { diagonalGaussian } from './diagonal-gaussian'

/**
 * One reparametrised draw from the component chosen for each row.
 *
 * Rows are picked by a product with one-hot rows, whose gradient every backend has (`gather` has no gradient on some). They
 * are made as integers and cast: the wasm backend writes integers whatever type it is asked for.
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
    const picked = cast(oneHot(components, mean.shape[0]) as Tensor2D, 'float32')
    return diagonalGaussian(matMul(picked, mean), matMul(picked, logVariance)).sample(noise)
  })
}
