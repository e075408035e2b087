import { mul, sigmoid, type Tensor2D, tidy } from '@tensorflow/tfjs-core'

/** x σ(x) of each element (Ramachandran, Zoph and Le 2017). */
export function swish(x: Tensor2D): Tensor2D {
  return tidy(() => mul(x, sigmoid(x)))
}
