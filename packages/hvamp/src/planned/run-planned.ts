import { catchInterrupts } from '../process/interrupt'
import type { Output } from '../terminal/output'
import type { PlannedRun, RunState } from './planned-run'
import { runAll } from './run-all'
import { processOptions, type QueueSettings } from './running-settings'
import { queueDisplay } from './runs-display'

export interface RunQueueOptions {
  readonly out: Output
  readonly settings: QueueSettings
  /** After which a run has failed. */
  readonly minutes: number | undefined
  /** Title of the validation metric. */
  readonly metric: string
  /** Called with the states of all when one has changed. */
  readonly onChange: (states: readonly RunState[]) => Promise<void>
}

/** How it ended: with an exit code if it was interrupted. */
export interface QueueEnd {
  readonly interrupted: number | undefined
  readonly states: readonly RunState[]
}

/** Runs a queue, showing how far it is, until all are over or Ctrl-C comes. */
export async function runQueue(runs: readonly PlannedRun[], options: RunQueueOptions): Promise<QueueEnd> {
  const { out, settings, minutes, metric, onChange } = options
  const display = queueDisplay({ out, total: runs.length, metric })
  const interrupt = catchInterrupts(() =>
    display.say('stopping: checkpoints are being written; once more stops at once, without them'),
  )
  let states: RunState[] = runs.map(() => ({ state: 'waiting' }))
  try {
    states = await runAll(runs, {
      parallel: settings.parallel,
      extra: processOptions(settings),
      minutes,
      retries: settings.retry ?? false,
      signal: interrupt.signal,
      async onEvent(event) {
        display.event(event)
        if (event.type !== 'end') return
        states[runs.indexOf(event.run)] = event.state
        await onChange(states)
      },
    })
    await onChange(states)
    return { interrupted: interrupt.code, states }
  } finally {
    interrupt.release()
    display.stop()
  }
}
