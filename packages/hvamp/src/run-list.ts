import { folderFree } from './folder-lock'
import {
  forgetFailure,
  type Options,
  type PlannedRun,
  type RunState,
  recordFailure,
  stateOf,
} from './planned-run'
import { runProcess } from './run-process'

/** What happens while a list of runs is worked off. */
export type ListEvent =
  | { readonly type: 'begin'; readonly run: PlannedRun; readonly isResumed: boolean }
  | { readonly type: 'line'; readonly run: PlannedRun; readonly line: Readonly<Record<string, unknown>> }
  /** A run is over, or was before: then `isKept`. */
  | { readonly type: 'end'; readonly run: PlannedRun; readonly state: RunState; readonly isKept: boolean }

export interface ListOptions {
  /** Processes at a time. */
  readonly parallel: number
  /** Options of train that say where it runs, not what it computes. */
  readonly extra: Options
  /** For each run: after it, it has failed. */
  readonly minutes: number | undefined
  /** Whether runs that failed before are tried again. */
  readonly retries: boolean
  /** Stops all, with their checkpoints. */
  readonly signal: AbortSignal
  /** The next event waits until it is done with one. */
  readonly onEvent: (event: ListEvent) => void | Promise<void>
}

/**
 * Makes runs, each in a process of its own, until all are finished or failed, or the signal comes.
 *
 * What is finished stays, what was begun is gone on with; which is which the folders tell, so that it can be killed at
 * any moment and called again. A run that fails is recorded, and the others go on.
 *
 * @returns the state of each run
 */
export async function runList(runs: readonly PlannedRun[], options: ListOptions): Promise<RunState[]> {
  const states: RunState[] = runs.map(() => ({ state: 'waiting' }))
  let next = 0
  let told = Promise.resolve()
  const tell = (event: ListEvent): Promise<void> => {
    told = told.then(() => options.onEvent(event))
    return told
  }
  async function work(): Promise<void> {
    while (next < runs.length && !options.signal.aborted) {
      const i = next++
      states[i] = await makeRun(runs[i]!, options, tell)
    }
  }
  await Promise.all(Array.from({ length: Math.min(options.parallel, runs.length) }, work))
  return states
}

async function makeRun(
  run: PlannedRun,
  { extra, minutes, retries, signal }: ListOptions,
  tell: (event: ListEvent) => Promise<void>,
): Promise<RunState> {
  await folderFree(run.folder, signal) // whose list was killed ends by itself
  const before = await stateOf(run)
  if (before.state === 'finished' || (before.state === 'failed' && !retries)) {
    await tell({ type: 'end', run, state: before, isKept: true })
    return before
  }
  if (signal.aborted) return before
  await forgetFailure(run)
  const isBegun = (await stateOf(run)).state === 'begun'
  await tell({ type: 'begin', run, isResumed: isBegun })
  const onLine = (line: Readonly<Record<string, unknown>>) => void tell({ type: 'line', run, line })
  const ending = await runProcess(run, { isBegun, extra, minutes, signal, onLine })
  if (ending.ended === 'badly') await recordFailure(run, ending.reason)
  const state = await stateOf(run)
  if (ending.ended === 'well' && state.state !== 'finished') throw new Error(`${run.folder}: has no metrics`)
  if (ending.ended !== 'stopped') await tell({ type: 'end', run, state, isKept: false })
  return state
}
