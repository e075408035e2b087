import type { Random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Scalar } from '@tensorflow/tfjs-core'

/** What is minimised, and any other scalars to report beside it, such as `logLikelihood` and `kl`. */
export type LossTerms = { readonly loss: Scalar } & Readonly<Record<string, Scalar>>

/** Anything with weights and a loss: the whole of what training asks of a model. */
export interface Trainable<Batch> {
  /** What is trained. The loss must depend on each; leave one out to freeze it. */
  readonly weights: Weights
  /**
   * The loss of a batch, with the same names of terms for every batch.
   *
   * @param step `klWeight`: β of this step, for those who have a KL term. `noise`: everything random in this step
   *   has to come from it, or a resumed training would not go on as if never stopped.
   */
  loss(batch: Batch, step: { readonly klWeight: number; readonly noise: Random }): LossTerms
}
