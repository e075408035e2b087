import { type MakeOptions, makeRun } from './make-run'
import type { PlannedRun, RunState } from './planned-run'
import type { RunEvent } from './run-event'

export interface RunAllOptions extends Omit<MakeOptions, 'onUnfit'> {
  /** Processes at a time. */
  readonly parallel: number
  /** The next event waits until it is done with one. */
  readonly onEvent: (event: RunEvent) => void | Promise<void>
}

/**
 * Makes all planned runs, each in a process of its own, until all are finished or failed, or the signal comes.
 *
 * Finished runs are kept and interrupted ones resumed; the folders record which is which, so that this can be killed at
 * any moment and called again. A run that fails is recorded, and the rest continue.
 *
 * @returns the state of each run
 */
export async function runAll(runs: readonly PlannedRun[], options: RunAllOptions): Promise<RunState[]> {
  const states: RunState[] = runs.map(() => ({ state: 'waiting' }))
  let next = 0
  let told = Promise.resolve()
  const tell = (event: RunEvent): Promise<void> => {
    told = told.then(() => options.onEvent(event))
    return told
  }
  const fault = new AbortController() // of one, which stops the others
  const signal = AbortSignal.any([options.signal, fault.signal])
  async function work(): Promise<void> {
    try {
      while (next < runs.length && !signal.aborted) {
        const i = next++
        states[i] = await makeRun(runs[i]!, { ...options, signal }, tell)
      }
    } catch (error) {
      fault.abort()
      throw error
    }
  }
  const workers = Array.from({ length: Math.min(options.parallel, runs.length) }, work)
  await Promise.allSettled(workers)
  await Promise.all(workers) // throws what one of them did
  return states
}
