import { folderFree, isHeld } from '../files/folder-lock'
import { removeCheckpoint } from '../runs/run-folder'
import {
  forgetFailure,
  isOver,
  type Options,
  type PlannedRun,
  type RunState,
  recordFailure,
  stateOf,
} from './planned-run'
import { runProcess } from './run-process'

/** What happens while a queue is run. */
export type QueueEvent =
  /** Another process is in its folder: until that ends. */
  | { readonly type: 'wait'; readonly run: PlannedRun }
  | { readonly type: 'begin'; readonly run: PlannedRun; readonly isResumed: boolean }
  | { readonly type: 'line'; readonly run: PlannedRun; readonly line: Readonly<Record<string, unknown>> }
  /** A run is over, or was before: then `isKept`. */
  | { readonly type: 'end'; readonly run: PlannedRun; readonly state: RunState; readonly isKept: boolean }

export interface QueueOptions {
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
  readonly onEvent: (event: QueueEvent) => void | Promise<void>
}

/**
 * Runs all of a queue, each in a process of its own, until all are finished or failed, or the signal comes.
 *
 * Finished runs are kept and interrupted ones resumed; the folders record which is which, so that this can be killed at
 * any moment and called again. A run that fails is recorded, and the rest of the queue continues.
 *
 * @returns the state of each run
 */
export async function runAll(runs: readonly PlannedRun[], options: QueueOptions): Promise<RunState[]> {
  const states: RunState[] = runs.map(() => ({ state: 'waiting' }))
  let next = 0
  let told = Promise.resolve()
  const tell = (event: QueueEvent): Promise<void> => {
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

async function makeRun(
  run: PlannedRun,
  { extra, minutes, retries, signal }: QueueOptions,
  tell: (event: QueueEvent) => Promise<void>,
): Promise<RunState> {
  if (await isHeld(run.folder)) {
    await tell({ type: 'wait', run }) // a process whose queue was killed ends by itself
    await folderFree(run.folder, signal)
  }
  const before = await stateOf(run)
  if (before.state === 'finished') await removeCheckpoint(run.folder) // where it was killed just before
  if (isOver(run, before) || (before.state === 'failed' && !retries)) {
    await tell({ type: 'end', run, state: before, isKept: true })
    return before
  }
  if (signal.aborted) return before
  await forgetFailure(run)
  const { state: current } = await stateOf(run)
  const isBegun = current === 'begun' || current === 'validated'
  await tell({ type: 'begin', run, isResumed: isBegun })
  const onLine = (line: Readonly<Record<string, unknown>>) => {
    tell({ type: 'line', run, line }).catch(() => {}) // the next event throws it
  }
  const ending = await runProcess(run, { isBegun, extra, minutes, signal, onLine })
  if (ending.ended === 'badly') await recordFailure(run, ending.reason)
  const state = await stateOf(run)
  if (ending.ended === 'well' && !isOver(run, state)) {
    throw new Error(`${run.folder}: has no ${run.until === 'validation' ? 'validation' : 'metrics'}`)
  }
  if (ending.ended !== 'stopped') await tell({ type: 'end', run, state, isKept: false })
  return state
}
