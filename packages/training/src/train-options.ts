import { type Random, requireCount, requireKnown } from '@hvamp/random'
import type { AdamOptions } from './adam'
import type { CheckpointStore } from './checkpoint'
import type { TrainingEvent } from './events'
import { constant, type KlSchedule, type KlWeight, klScheduleFrom } from './kl-schedule'

export interface TrainOptions<Batch> {
  /**
   * The batches of an epoch. Their order must come from `noise` alone: a resumed training asks for them again and
   * skips those that are done. A generator may dispose of a batch's tensors when it is asked for the next one.
   */
  batches(epoch: number, noise: Random): Iterable<Batch> | AsyncIterable<Batch>
  /** Batches in an epoch, or in each pass of it where the trainable has phases. */
  readonly batchCount: number
  /** Examples in a batch: weighs the averages of an epoch, in which all batches count the same without it. */
  readonly exampleCount?: ((batch: Batch) => number) | undefined
  /** 400 by default. */
  readonly epochs?: number | undefined
  /** β of each step: a schedule, or a function of epoch and step; `constant(1)` by default. */
  readonly klWeight?: KlWeight | undefined
  readonly optimizer?: AdamOptions | undefined
  /** How good the weights are after an epoch: more is better. Training ends with the weights of the best epoch. */
  readonly validate?: (() => Promise<number>) | undefined
  /** Epochs without a better validation after which training stops; without it, all epochs are run. */
  readonly patience?: number | undefined
  /** Only epochs after this one count towards `patience`, such as those after the warm-up. 0 by default. */
  readonly patienceFrom?: number | undefined
  /** Seed of everything random: 1 by default. */
  readonly seed?: number | undefined
  /** Stops training after the running step, with a checkpoint. */
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: TrainingEvent) => void) | undefined
  readonly checkpoints?: CheckpointStore | undefined
  /** Checkpoints are saved after the step at which this much time has passed, and at the end. 60 by default. */
  readonly checkpointSeconds?: number | undefined
  /** Resumes from the checkpoint in `checkpoints`, if there is one. */
  readonly resume?: boolean | undefined
  /** More that must be the same when a training is resumed, such as the data's name and size, as JSON. */
  readonly fingerprint?: Readonly<Record<string, unknown>> | undefined
}

/** The options with their defaults. */
export interface Settings<Batch> extends TrainOptions<Batch> {
  readonly epochs: number
  readonly klWeight: KlSchedule
  readonly patienceFrom: number
  readonly seed: number
  readonly checkpointSeconds: number
  readonly resume: boolean
}

/** The options with their defaults; throws if one is unknown, out of its range, or conflicts with another. */
export function checkedOptions<Batch>(options: TrainOptions<Batch>): Settings<Batch> {
  requireKnown('train: options', options, {
    ...{
      batches: 'function',
      batchCount: true,
      exampleCount: true,
      epochs: true,
      klWeight: true,
      optimizer: true,
    },
    ...{ validate: true, patience: true, patienceFrom: true, seed: true, signal: true, onEvent: true },
    ...{ checkpoints: true, checkpointSeconds: true, resume: true, fingerprint: true },
  })
  const {
    epochs = 400,
    klWeight = constant(1),
    patienceFrom = 0,
    seed = 1,
    checkpointSeconds = 60,
    resume = false,
  } = options
  const { batchCount, patience, validate, checkpoints } = options
  requireCount('train: batchCount', batchCount)
  requireCount('train: epochs', epochs)
  requireCount('train: patienceFrom', patienceFrom, 0)
  if (patience !== undefined) {
    requireCount('train: patience', patience)
    if (!validate) throw new Error('train: patience must come with validate, got none')
  }
  if (!(checkpointSeconds >= 0)) {
    throw new Error(`train: checkpointSeconds must be at least 0, got ${checkpointSeconds}`)
  }
  if (resume && !checkpoints) throw new Error('train: resume must come with checkpoints, got none')
  const schedule = klScheduleFrom(klWeight)
  return { ...options, epochs, klWeight: schedule, patienceFrom, seed, checkpointSeconds, resume }
}
