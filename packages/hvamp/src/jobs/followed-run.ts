import type { Job, JobQueue, JobState, Refusal } from '@hvamp/queue'
import { namedAsWhole } from '../files/new-folder'
import { isOver, type PlannedRun, type RunState, recordFailure, stateOf } from '../planned/planned-run'
import type { RunEvent } from '../planned/run-event'
import { readElsewhere } from '../runs/elsewhere'
import type { StoredRun } from '../stores/stored-run'
import { bringRun } from './bring-run'
import type { RunJob } from './run-job'
import { type RunReport, reportFrom } from './run-report'
import { placeResult, type RunResult, runResult } from './run-result'

/** A run that workers of a queue make, seen from its coordinator. */
export interface FollowedRun {
  /** Whether a worker has it, as far as is known. */
  readonly isWorkedOn: boolean
  /** Looks at its job, tells what changed, and adds the job if the queue has none. @returns how it ended, if it did */
  look(): Promise<RunState | undefined>
}

interface Following {
  readonly queue: JobQueue
  /** Of the data. */
  readonly sha256: string
  /** Of the data as they turned out. */
  readonly settings?: RunJob['settings']
  readonly onEvent: (event: RunEvent) => void | Promise<void>
  /** The run in the object store through which it comes from workers that do not share the folder. */
  readonly stored?: StoredRun | undefined
}

const patience = 60_000 // milliseconds until a shared disk shows what another machine wrote

/** Follows the job of a run. */
export function followedRun(
  run: PlannedRun,
  job: Job,
  { queue, sha256, settings, onEvent, stored }: Following,
): FollowedRun {
  let worker: string | undefined
  let begun: string | undefined
  let line: string | undefined
  let doneSince: number | undefined
  const refusalsTold = new Set<string>()

  async function tellRefusals(refusals: readonly Refusal[]): Promise<void> {
    for (const { worker: by, reason } of refusals) {
      if (refusalsTold.has(by + reason)) continue
      refusalsTold.add(by + reason)
      await onEvent({ type: 'refuse', run, worker: by, reason })
    }
  }

  async function tellLeaving(): Promise<void> {
    if (begun !== undefined) await onEvent({ type: 'leave', run, worker: begun })
    worker = undefined
    begun = undefined
  }

  async function tellWork({ worker: by, report }: JobState & { state: 'working' }): Promise<void> {
    if (begun !== undefined && begun !== by) await tellLeaving()
    worker = by
    const told = reportFrom(report)
    if (!told) return
    if (begun === undefined) {
      begun = by
      const { begins } = told
      await onEvent({
        type: 'begin',
        run,
        isResumed: begins === 'resumed',
        worker: by,
        isAgain: begins === 'again',
        ...(told.why !== undefined && { why: told.why }),
      })
    }
    await tellLine(told)
  }

  async function tellLine(report: RunReport): Promise<void> {
    const text = JSON.stringify(report.line)
    if (report.line === undefined || text === line) return
    line = text
    await onEvent({ type: 'line', run, line: report.line })
  }

  /** The end of a run whose job is done, or nothing while its files do not show yet. */
  async function endOf(given: unknown): Promise<RunState | undefined> {
    const { data: result } = runResult.safeParse(given)
    if (!result) return failing(`its worker gave a result that hvamp does not know`)
    const { files, isStored } = result
    if (isStored) {
      const reason = await bringing(result)
      if (reason !== undefined) return failing(reason)
    }
    if (files !== undefined) {
      const reason = await placing({ ...result, files })
      if (reason !== undefined) return failing(reason)
    }
    const state = await stateOf(run)
    if (isOver(run, state)) return state
    doneSince ??= performance.now()
    if (performance.now() - doneSince > patience) {
      doneSince = undefined
      begun = undefined // its worker is not lost
      await queue.cancel(job.id) // its files were removed since: it is made anew
    }
    return undefined
  }

  /** Why the files that a worker sent are not those of the run, or undefined when they are in its folder. */
  async function placing(result: RunResult & { readonly files: string }): Promise<string | undefined> {
    if (isOver(run, await stateOf(run))) return undefined
    try {
      await placeResult(run, result, sha256, settings)
      return undefined
    } catch (error) {
      return `the files that ${result.host} sent are not those of the run: ${namedAsWhole((error as Error).message)}`
    }
  }

  /** Why the object store has not the run that a worker put there, or undefined when it is in its folder. */
  async function bringing({ host }: RunResult): Promise<string | undefined> {
    if (!stored) return `${host} put the run into an object store, whose --store is missing here`
    if (isOver(run, await stateOf(run))) return undefined
    const { signal } = new AbortController()
    const brought = await bringRun(run, stored, { sha256, settings, signal })
    return brought.isHere || brought.isDamaged ? brought.why : undefined
  }

  async function failing(reason: string): Promise<RunState> {
    const { state } = await stateOf(run)
    if (state !== 'failed') await recordFailure(run, reason)
    return stateOf(run)
  }

  async function endingOf(found: JobState): Promise<RunState | undefined> {
    if (found.state === 'done') return endOf(found.result)
    return found.state === 'failed' ? failing(found.reason) : undefined
  }

  return {
    get isWorkedOn() {
      return worker !== undefined
    },
    async look() {
      const found = await queue.stateOf(job.id)
      if (found.state === 'missing') await queue.add(job)
      if (found.state === 'missing' || found.state === 'waiting') await tellLeaving()
      if (found.state === 'waiting' || found.state === 'working') await tellRefusals(found.refusals)
      if (found.state === 'working') await tellWork(found)
      const ending = await endingOf(found)
      if (!ending) return undefined
      if (ending.state === 'finished' && !(await readElsewhere(run.folder))) await stored?.remove()
      await onEvent({ type: 'end', run, state: ending, isKept: false })
      await queue.cancel(job.id) // the folder records it from now on
      return ending
    },
  }
}
