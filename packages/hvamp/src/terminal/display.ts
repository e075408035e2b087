import type { TrainingEvent } from '@hvamp/training'
import type { Output } from './output'

/** What a display has to know of the training. */
export interface DisplayOptions {
  readonly out: Output
  /** Users in a batch. */
  readonly batch: number
  /** Title of the validation metric. */
  readonly metric: string
}

/** Shows a training while it runs. */
export interface TrainingDisplay {
  event(event: TrainingEvent): void
  /** Says something without breaking what is shown. */
  say(text: string): void
  /** Leaves the screen as it is. */
  stop(): void
}
