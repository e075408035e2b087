export { type Adam, type AdamOptions, type AdamSettings, adam } from './adam'
export { breathe } from './breathe'
export {
  type Best,
  type Checkpoint,
  type CheckpointStore,
  memoryCheckpoints,
} from './checkpoint'
export type {
  CheckpointEvent,
  EpochEvent,
  ImprovedEvent,
  StageEvent,
  StartEvent,
  StepEvent,
  StopEvent,
  TrainingEvent,
  ValidationEvent,
} from './events'
export type { Gradient, SparseGradient } from './gradient'
export {
  constant,
  type KlSchedule,
  type KlWeight,
  klScheduleFrom,
  type Moment,
  warmUp,
} from './kl-schedule'
export type { Progress } from './progress'
export type { EpochRecord, StopReason, TrainingReport } from './report'
export { train } from './train'
export type { TrainOptions } from './train-options'
export type { LossTerms, Phase, Trainable } from './trainable'
export { type TrainingError, type TrainingErrorCode, trainingError } from './training-error'
