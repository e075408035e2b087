import { random } from '@hvamp/random'
import { mul, type Scalar, sum, type Tensor, tensor } from '@tensorflow/tfjs-core'

/**
 * Σ x ⊙ c with fixed factors c of order 1, all different: a scalar to differentiate that, unlike a plain sum, sends another
 * gradient to each element, so that none can stand for its neighbour's.
 */
export function weightedSum(x: Tensor): Scalar {
  const factors = random(7).fork('factors').normals(x.size)
  return sum<Scalar>(mul(x, tensor(factors, x.shape)))
}
