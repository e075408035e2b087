import { type RunState, trainedIn } from './planned-run'
import type { RunEvent } from './run-event'

/** How a run begins, and where: begins, resumes on host:123, begins again on host:123. */
export function beginningInWords({
  isResumed,
  worker,
  isAgain,
  why = 'where the folder of the worker before is not',
}: Extract<RunEvent, { type: 'begin' }>): string {
  const how = isResumed ? 'resumes' : isAgain ? 'begins again' : 'begins'
  const reason = isAgain ? `, ${why}` : ''
  return worker === undefined ? how : `${how} on ${worker}${reason}`
}

/** Why a run waits, where it does; undefined where it does not. */
export function waitInWords(event: RunEvent): string | undefined {
  const { run } = event
  if (event.type === 'wait') return `${run.title}: waits for another process in ${run.folder} to end`
  if (event.type === 'leave') return `${run.title}: lost its worker, ${event.worker}, and waits for another`
  if (event.type === 'refuse')
    return `${run.title}: waits for another worker, ${event.worker} refuses: ${event.reason}`
  return undefined
}

/** How far a run is, by a line of its process. */
export function progressOf(
  line: Readonly<Record<string, unknown>>,
  metric: string,
): { done: number; total: number; text: string } | undefined {
  if (line.event === 'stage') {
    const { stage, done, total } = line as unknown as { stage: string; done: number; total: number }
    return { done, total, text: stage }
  }
  if (line.event !== 'epoch') return undefined
  const { epochs, record } = line as unknown as {
    epochs: number
    record: { epoch: number; validation?: number }
  }
  const validation =
    record.validation === undefined ? '' : `, validation ${metric} ${record.validation.toFixed(4)}`
  return { done: record.epoch, total: epochs, text: `epoch ${record.epoch}/${epochs}${validation}` }
}

/** What a run led to. */
export function resultInWords(state: RunState, metric: string): string {
  if (state.state === 'failed') return `failed: ${state.reason}`
  const trained = trainedIn(state)
  if (!trained) return state.state
  const { validation, bestEpoch, epochs } = trained
  const pause = state.state === 'paused' ? `paused after epoch ${epochs}, ` : ''
  return `${pause}validation ${metric} ${validation.toFixed(4)}${bestEpoch === null ? '' : ` in epoch ${bestEpoch}`}`
}
