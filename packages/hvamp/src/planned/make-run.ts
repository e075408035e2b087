import { folderFree, isHeld } from '../files/folder-lock'
import { removeCheckpoint } from '../runs/run-folder'
import type { Options } from '../settings/option-arguments'
import {
  forgetFailure,
  isKept,
  isOver,
  type PlannedRun,
  type RunState,
  recordFailure,
  stateOf,
} from './planned-run'
import type { RunEvent } from './run-event'
import { runProcess, type Unfit } from './run-process'

export interface MakeOptions {
  /** Options of train that say where it runs, not what it computes. */
  readonly extra: Options
  /** After which it has failed. */
  readonly minutes: number | undefined
  /** Whether a run that failed before is tried again. */
  readonly retries: boolean
  /** Stops it, with its checkpoint. */
  readonly signal: AbortSignal
  /** Where another machine may make the run that this one cannot: told why, and no failure is recorded. */
  readonly onUnfit?: (unfit: Unfit) => void
}

/**
 * Makes a planned run in a process of its own, as far as it is not made yet, and resumes one that was stopped. A run that fails
 * is recorded as that.
 *
 * @param tell told what happens; the next event waits until it is done with one
 * @returns how far it is
 */
export async function makeRun(
  run: PlannedRun,
  options: MakeOptions,
  tell: (event: RunEvent) => Promise<void>,
): Promise<RunState> {
  const { extra, minutes, retries, signal, onUnfit } = options
  if (await isHeld(run.folder)) {
    await tell({ type: 'wait', run }) // a process whose parent was killed ends by itself
    await folderFree(run.folder, signal)
  }
  const before = await stateOf(run)
  if (before.state === 'finished') await removeCheckpoint(run.folder) // where it was killed just before
  if (isKept(run, before, retries)) {
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
  if (ending.ended === 'badly') {
    const isOfAnother = ending.unfit?.lack === 'folder' && (await stateOf(run)).state !== 'waiting'
    if (isOfAnother) return makeRun(run, options, tell) // a process made it that had not yet begun above, and ended since
    if (ending.unfit && onUnfit) {
      onUnfit(ending.unfit)
      return stateOf(run)
    }
    await recordFailure(run, ending.reason)
  }
  const state = await stateOf(run)
  if (ending.ended === 'well' && !isOver(run, state)) {
    throw new Error(`${run.folder}: must have come to ${run.until ?? 'test'}, got ${state.state}`)
  }
  if (ending.ended !== 'stopped') await tell({ type: 'end', run, state, isKept: false })
  return state
}
