import type { Random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Scalar } from '@tensorflow/tfjs-core'

/** What is minimised, and any other scalars to report beside it, such as `logLikelihood` and `kl`. */
export type LossTerms = { readonly loss: Scalar } & Readonly<Record<string, Scalar>>

/** Anything with weights and a loss: the whole of what training asks of a model. */
export interface Trainable<Batch> {
  /** What is trained and saved. The loss must depend on each that is not `frozen`: such a one is saved only. */
  readonly weights: Weights
  /** Parts of an epoch that train some of the weights each, in this order; without them all are trained together. */
  readonly phases?: readonly Phase<Batch>[] | undefined
  /**
   * The loss of a batch, with the same names of terms for every batch.
   *
   * @param step `klWeight`: β of this step, for those who have a KL term. `noise`: everything random in this step
   *   has to come from it, or a resumed training would not go on as if never stopped.
   */
  loss(batch: Batch, step: { readonly klWeight: number; readonly noise: Random }): LossTerms
}

/** A part of every epoch, in which some weights are trained by a loss of their own and the others stay. */
export interface Phase<Batch> extends Pick<Trainable<Batch>, 'weights' | 'loss'> {
  readonly name: string
  /** How often it goes through the batches in an epoch. */
  readonly passes: number
  /** Runs before its first batch of an epoch; what it changes must be among the trainable's weights. */
  begin?(): void
}
