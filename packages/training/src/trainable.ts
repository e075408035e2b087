import type { Random } from '@hvamp/random'
import type { Weights } from '@hvamp/tensors'
import type { Scalar } from '@tensorflow/tfjs-core'

/** The loss that is minimised, and other scalars to report, such as `logLikelihood` and `kl`. */
export type LossTerms = { readonly loss: Scalar } & Readonly<Record<string, Scalar>>

/** Anything with weights and a loss: all that training needs of a model. */
export interface Trainable<Batch> {
  /** Weights to train and to save. The loss must depend on each, but on `frozen` ones, which are saved only. */
  readonly weights: Weights
  /**
   * 'few' where a step leaves most rows or columns of a weight with a `sparseAxis` alone: gradients, and steps of the optimizer, are then
   * only of those that it touches, and the moments of the rest stay as they are. 'all' by default.
   */
  readonly touches?: 'all' | 'few' | undefined
  /** Parts of an epoch that train some of the weights each, in this order; without them all are trained together. */
  readonly phases?: readonly Phase<Batch>[] | undefined
  /**
   * The loss of a batch, with the same names of terms for every batch.
   *
   * @param step `klWeight`: β of this step, for models with a KL term. `noise`: the source of everything random in
   *   this step, so that a resumed training ends with the same weights.
   */
  loss(batch: Batch, step: { readonly klWeight: number; readonly noise: Random }): LossTerms
}

/** A part of every epoch that trains some of the weights, by a loss of its own. */
export interface Phase<Batch> extends Pick<Trainable<Batch>, 'weights' | 'loss'> {
  readonly name: string
  /** How often it goes through the batches in an epoch. */
  readonly passes: number
  /** Runs before its first batch of an epoch; what it changes must be among the trainable's weights. */
  begin?(): void
}
