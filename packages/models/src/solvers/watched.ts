import type { TrainingEvent } from '@hvamp/training'
import type { WaitingWork } from './work'

/** How a computation in other threads says how far it is, and learns that it is to end. */
interface Watch {
  onProgress(done: number, total: number): void
  readonly signal: AbortSignal
}

/**
 * A computation that reports its progress by calls, as work whose steps are these calls.
 *
 * When the work is ended, so is the computation, by its signal.
 *
 * @example yield* watched('inverse', (watch) => inverse(matrix, size, watch))
 */
export async function* watched(stage: string, compute: (watch: Watch) => Promise<void>): WaitingWork<void> {
  const controller = new AbortController()
  let latest: TrainingEvent | undefined
  let wake = () => {}
  let isDone = false
  const computing = compute({
    signal: controller.signal,
    onProgress(done, total) {
      latest = { type: 'stage', stage, done, total }
      wake()
    },
  }).finally(() => {
    isDone = true
    wake()
  })
  computing.catch(() => {}) // it is thrown below, unless the work was ended
  try {
    while (!isDone) {
      await new Promise<void>((resolve) => {
        wake = resolve
        if (isDone || latest) resolve()
      })
      const event = latest
      latest = undefined
      if (event) yield event
    }
    await computing
  } finally {
    controller.abort()
    await computing.catch(() => {})
  }
}
