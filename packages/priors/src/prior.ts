import type { Random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Tensor1D, Tensor2D } from '@tensorflow/tfjs-core'
import type { DiagonalGaussian } from './diagonal-gaussian'

/** What a distribution over latents may offer besides its density. */
interface Density {
  /** KL(posterior ‖ prior) of each row in closed form, where there is one: [batch]. */
  klFrom?(posterior: DiagonalGaussian): Tensor1D
  /** Of a mixture: the share of each component in the density of each row, [batch, latent] → [batch, K]. */
  responsibilities?(z: Tensor2D): Tensor2D
}

/** A distribution over latents, the same for every row: the prior that a posterior is regularised towards. */
export interface Prior<OwnWeights extends Weights = Weights> extends Density {
  /**
   * log p(z) of each row: [batch, latent] → [batch]. With noise, networks inside run as in training (dropout); what they draw depends on
   * its key alone, so each step needs a fork of its own.
   */
  logDensity(z: Tensor2D, noise?: Random): Tensor1D
  /** `count` independent draws [count, latent], the next ones of the stream at each call; networks inside run without noise. */
  sample(count: number, noise: Random): Tensor2D
  /** Trainable tensors of the prior itself, without those of an encoder it borrows. */
  readonly weights: OwnWeights
}

/** A distribution over latents for each row of a batch. */
export interface RowPrior extends Density {
  /** log p(z) of each row under its own distribution: [batch, latent] → [batch]. */
  logDensity(z: Tensor2D): Tensor1D
  /** One draw a row, [batch, latent], the next ones of the stream at each call. */
  sample(noise: Random): Tensor2D
}

/** A prior that depends on a context with a part for each row, such as the latents above, or the input. */
export interface ConditionalPrior<Context, OwnWeights extends Weights = Weights> {
  /** The prior of each row. With noise, networks inside run as in training (dropout): a fork of its own in each step. */
  given(context: Context, noise?: Random): RowPrior
  /** Trainable tensors of the prior itself, without those of an encoder it borrows. */
  readonly weights: OwnWeights
}
