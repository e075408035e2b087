import type { Random } from '@hvamp/random'
import type { AdamOptions } from './adam'
import type { CheckpointStore } from './checkpoint'
import type { TrainingEvent } from './events'
import { constant, type KlSchedule } from './kl-schedule'

export interface TrainOptions<Batch> {
  /**
   * The batches of an epoch. Their order has to come from `noise` alone: a resumed training asks for them again and
   * skips those that are done. A generator may dispose of a batch's tensors when it is asked for the next one.
   */
  batches(epoch: number, noise: Random): Iterable<Batch> | AsyncIterable<Batch>
  /** Batches in an epoch, or in each pass of it where the trainable has phases. */
  readonly batchCount: number
  /** Examples in a batch: weighs the averages of an epoch, in which all batches count the same without it. */
  readonly exampleCount?: (batch: Batch) => number
  /** 400 by default. */
  readonly epochs?: number
  /** β of each step; `constant(1)` by default. */
  readonly klWeight?: KlSchedule
  readonly optimizer?: AdamOptions
  /** How good the weights are after an epoch: more is better. The best epoch's weights are what remains in the end. */
  readonly validate?: () => Promise<number>
  /** Epochs without a better validation after which training stops; without it, all epochs are run. */
  readonly patience?: number
  /** Only epochs after this one count towards `patience`, such as those after the warm-up. 0 by default. */
  readonly patienceFrom?: number
  /** Everything random is a function of it: 1 by default. */
  readonly seed?: number
  /** Stops training after the running step, with a checkpoint. */
  readonly signal?: AbortSignal
  readonly onEvent?: (event: TrainingEvent) => void
  readonly checkpoints?: CheckpointStore
  /** Checkpoints are saved after the step at which this much time has passed, and at the end. 60 by default. */
  readonly checkpointSeconds?: number
  /** Goes on from the checkpoint in `checkpoints`, if there is one. */
  readonly resume?: boolean
  /** What else a resumed training must have the same of, such as the data's name and size, as JSON. */
  readonly fingerprint?: Readonly<Record<string, unknown>>
}

type Defaults = 'epochs' | 'klWeight' | 'patienceFrom' | 'seed' | 'checkpointSeconds' | 'resume'
export type Settings<Batch> = TrainOptions<Batch> & Required<Pick<TrainOptions<Batch>, Defaults>>

/** The options with their defaults; throws if one is out of its range or goes not with another. */
export function checkedOptions<Batch>(options: TrainOptions<Batch>): Settings<Batch> {
  const {
    epochs = 400,
    klWeight = constant(1),
    patienceFrom = 0,
    seed = 1,
    checkpointSeconds = 60,
    resume = false,
  } = options
  const { batchCount, patience, validate, checkpoints } = options
  requireInteger('batchCount', batchCount, 1)
  requireInteger('epochs', epochs, 1)
  requireInteger('patienceFrom', patienceFrom, 0)
  if (patience !== undefined) {
    requireInteger('patience', patience, 1)
    if (!validate) throw new Error('train: patience must come with validate, got none')
  }
  if (!(checkpointSeconds >= 0)) {
    throw new Error(`train: checkpointSeconds must be at least 0, got ${checkpointSeconds}`)
  }
  if (resume && !checkpoints) throw new Error('train: resume must come with checkpoints, got none')
  return { ...options, epochs, klWeight, patienceFrom, seed, checkpointSeconds, resume }
}

function requireInteger(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`train: ${name} must be an integer, at least ${least}, got ${value}`)
  }
}
