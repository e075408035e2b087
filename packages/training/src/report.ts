/** Averages of one epoch. */
export interface EpochRecord {
  readonly epoch: number
  /** β of its last step. */
  readonly klWeight: number
  /** Mean of the loss over the examples of the epoch, or over its batches where `exampleCount` is not given. */
  readonly loss: number
  /** Means of the other terms by name, such as `logLikelihood` and `kl`. */
  readonly terms: Readonly<Record<string, number>>
  /** Result of `validate`. */
  readonly validation?: number
  /** Time it took, validation included. */
  readonly seconds: number
}

/** Why training ended: all epochs were done, validation did not improve, or the signal was aborted. */
export type StopReason = 'epochs' | 'patience' | 'aborted'

export interface TrainingReport {
  readonly epochs: readonly EpochRecord[]
  /** Epoch whose weights the model has now: the best by validation; undefined without validation. */
  readonly bestEpoch: number | undefined
  readonly stopped: StopReason
}
