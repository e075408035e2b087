import type { TrainingEvent } from '@hvamp/training'
import type { Output } from './output'
import { progressBar } from './progress-bar'
import { progressLines } from './progress-lines'
import { stagePace } from './stage-pace'

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

/** A bar on a terminal, a line an epoch elsewhere, JSON lines for machines. */
export function trainingDisplay(options: DisplayOptions): TrainingDisplay {
  if (options.out.json) return jsonLines(options.out)
  return process.stderr.isTTY ? progressBar(options) : progressLines(options)
}

/** Every event as a line of JSON, but no steps, and of stages one a second. */
function jsonLines(out: Output): TrainingDisplay {
  const isTime = stagePace(1)
  return {
    event(event) {
      const { type, ...rest } = event
      if (type === 'step' || (type === 'stage' && !isTime(event))) return
      out.emit({ event: type, ...rest })
    },
    say: () => {},
    stop: () => {},
  }
}
