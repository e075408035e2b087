import type { StageEvent, TrainingEvent } from '@hvamp/training'
import type { Output } from './output'

/** What a display has to know of the training. */
export interface DisplayOptions {
  readonly out: Output
  /** Users in a batch. */
  readonly batch: number
  /** Title of the validation metric. */
  readonly metric: string
}

/** A stage whose total may be what nobody knows. */
export type ShownStage = Omit<StageEvent, 'total'> & Partial<Pick<StageEvent, 'total'>>

/** What a display shows. */
export type ShownEvent = Exclude<TrainingEvent, StageEvent> | ShownStage

/** Shows a training while it runs. */
export interface TrainingDisplay {
  event(event: ShownEvent): void
  /** Says something without breaking what is shown. */
  say(text: string): void
  /** Leaves the screen as it is. */
  stop(): void
}
