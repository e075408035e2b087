import type { TrainingEvent } from '@hvamp/training'
import type { Until } from '../settings/until'

/** Stops a training, with its checkpoint, when a number of epochs is done. */
export interface Pause {
  readonly signal: AbortSignal
  /** Gets the events of the training. */
  readonly onEvent: (event: TrainingEvent) => void
}

/** @param until where it is no number of epochs, the training is not stopped */
export function pauseAfter(until: Until): Pause {
  const control = new AbortController()
  return {
    signal: control.signal,
    onEvent(event) {
      if (typeof until !== 'number') return
      // a checkpoint may be of a later moment than the pause that was asked for
      if (event.type === 'start' && event.epoch > until) control.abort()
      if (event.type === 'epoch' && event.record.epoch >= until) control.abort()
    },
  }
}
