import type { EpochRecord, StopReason } from './report'

/** Events of a training, in order: all that a progress bar or a log needs. */
export type TrainingEvent =
  | StartEvent
  | StepEvent
  | ValidationEvent
  | ImprovedEvent
  | EpochEvent
  | StageEvent
  | CheckpointEvent
  | StopEvent

export interface StartEvent {
  readonly type: 'start'
  /** Epoch that comes next, and batches of it that are done: 1 and 0 unless resumed. */
  readonly epoch: number
  readonly batch: number
  readonly epochs: number
  readonly batchCount: number
  readonly resumed: boolean
  /** Number of values that are trained. */
  readonly parameterCount: number
}

/** A batch is done. */
export interface StepEvent {
  readonly type: 'step'
  readonly epoch: number
  readonly epochs: number
  /** Batches of this epoch that are done. */
  readonly batch: number
  readonly batchCount: number
  /** Batches since the first epoch began. */
  readonly step: number
  /** Examples in the batch, where `exampleCount` is given. */
  readonly examples?: number
  readonly klWeight: number
  readonly loss: number
  /** The other terms of the batch by name, such as `logLikelihood` and `kl`. */
  readonly terms: Readonly<Record<string, number>>
}

/** An epoch was validated. */
export interface ValidationEvent {
  readonly type: 'validation'
  readonly epoch: number
  readonly value: number
  /** The best epoch before this one. */
  readonly best?: { readonly epoch: number; readonly value: number }
}

/** The best validation so far; the weights of this epoch are remembered. */
export interface ImprovedEvent {
  readonly type: 'improved'
  readonly epoch: number
  readonly value: number
}

/** An epoch is over, its validation too. */
export interface EpochEvent {
  readonly type: 'epoch'
  readonly epochs: number
  readonly record: EpochRecord
}

/** A part of a computation without batches is done: the event of models without steps. */
export interface StageEvent {
  readonly type: 'stage'
  /** Name of the computation, such as `inverse`. */
  readonly stage: string
  readonly done: number
  readonly total: number
}

/** A checkpoint was saved. */
export interface CheckpointEvent {
  readonly type: 'checkpoint'
  readonly epoch: number
  readonly batch: number
}

export interface StopEvent {
  readonly type: 'stop'
  readonly stopped: StopReason
  /** Epochs that are done. */
  readonly epoch: number
  readonly bestEpoch: number | undefined
}
