import type { DisplayOptions, TrainingDisplay } from './display'
import { hasBars } from './has-bars'
import type { Output } from './output'
import { progressBar } from './progress-bar'
import { progressLines } from './progress-lines'
import { stagePace } from './stage-pace'

/** A bar on a terminal, a line an epoch elsewhere, JSON lines for machines. */
export function trainingDisplay(options: DisplayOptions): TrainingDisplay {
  if (options.out.json) return jsonLines(options.out)
  return hasBars() ? progressBar(options) : progressLines(options)
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
