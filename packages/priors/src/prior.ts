import type { Random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'

/** A distribution over latents: what a variational posterior is held against. */
export interface Prior {
  /** log p(z) of each row: [batch, latent] → [batch]. With noise, networks inside run as in training (dropout). */
  logDensity(z: Tensor2D, noise?: Random): Tensor1D
  /** `count` independent draws [count, latent]; networks inside run without noise. */
  sample(count: number, noise: Random): Tensor2D
  /** KL(posterior ‖ prior) of each row in closed form, where there is one: [batch]. */
  klFrom?(posterior: DiagonalGaussian): Tensor1D
  /** Of a mixture: the share of each component in the density of each row, [batch, latent] → [batch, K]. */
  responsibilities?(z: Tensor2D): Tensor2D
  /** Trainable tensors of the prior itself, without those of an encoder it borrows. */
  readonly weights: Weights
}
