import { isDatabaseAddress } from '@hvamp/databases'
import type { TakenJob, WorkOutcome } from '@hvamp/queue'
import { z } from 'zod'
import { exists } from '../files/folders'
import { isDataSet } from '../inputs/locate-data'
import { makeRun } from '../planned/make-run'
import { isOver, type Options, type PlannedRun, type RunState } from '../planned/planned-run'
import type { RunEvent } from '../planned/run-event'
import type { Unfit } from '../planned/run-process'
import { requireSameRuns } from '../planned/same-runs'
import { badInput, isBadInput } from '../process/bad-input'
import { version } from '../process/version'
import { isSharedHere } from './folder-mark'
import { pathHere } from './portable-path'
import type { RefusalMemory } from './refusal-memory'
import { requireOptions } from './require-options'
import { type RunJob, runJob } from './run-job'
import { beginningOf, type RunReport } from './run-report'
import { resultOf } from './run-result'
import type { WorkerDisplay } from './worker-display'

export interface TakeOptions {
  /** Options of train for every process: its backend and its threads, where the job has none. */
  readonly extra: Options
  readonly display: WorkerDisplay
  readonly memory: RefusalMemory
}

/** Makes the run of a job, in a process of its own; a job that this machine cannot do is refused. */
export async function takeRun(taken: TakenJob, options: TakeOptions): Promise<WorkOutcome> {
  let job: RunJob
  let run: PlannedRun
  let isShared: boolean
  try {
    job = understood(taken.work)
    run = await runHere(job)
    isShared = await isSharedHere(job.mark)
    await requireSameRuns([run], job.sha256)
  } catch (error) {
    if (isBadInput(error)) return refusing(titleOf(taken), (error as Error).message, options)
    throw error
  }
  const known = options.memory.recall(job)
  if (known !== undefined) return { outcome: 'refused', reason: known }
  return work(taken, job, { run, isShared, ...options })
}

/** @throws bad input if the job is one of another version, or none at all */
function understood(work: unknown): RunJob {
  const { data: of } = z.object({ version: z.string() }).safeParse(work)
  if (of && of.version !== version) throw badInput(`the job needs hvamp ${of.version}, got ${version}`)
  const { data: job, error } = runJob.safeParse(work)
  const [issue] = error?.issues ?? []
  if (!job)
    throw badInput(`must be a job of hvamp, got one whose ${issue?.path.join('.')}: ${issue?.message}`)
  requireOptions(job)
  return job
}

/** The run in the folder of this worker. @throws bad input if its data are not here, or a path leads out of the folder */
async function runHere({ name, title, data, folder, options, until }: RunJob): Promise<PlannedRun> {
  const here = { ...options }
  if (options.dataFolder !== undefined) here.dataFolder = await dataHere(String(options.dataFolder))
  return {
    ...{ name, title, folder: await pathHere(folder), options: here },
    data: isDataSet(data) ? data : await dataHere(data),
    ...(until !== undefined && { until }),
  }
}

async function dataHere(portable: string): Promise<string> {
  const isNoPath = portable.startsWith('-') || isDatabaseAddress(portable) // an option, or the standard input
  if (isNoPath) throw badInput(`a job must name its data by a path, got '${portable}'`)
  const path = await pathHere(portable)
  if (!(await exists(path)))
    throw badInput(`${portable}: must be in the folder of the worker, got no such file`)
  return portable
}

async function work(
  taken: TakenJob,
  job: RunJob,
  { run, isShared, extra, display, memory }: TakeOptions & { run: PlannedRun; isShared: boolean },
): Promise<WorkOutcome> {
  let begins: RunReport['begins'] = 'new'
  let unfit: Unfit | undefined
  const onRunEvent = async (event: RunEvent) => {
    display.event(event)
    if (event.type === 'begin') begins = beginningOf(event, taken.before)
    // once it has said more than what the data are, a process has all that it needs: before, the job may be refused
    if (event.type === 'line' && event.line.event !== 'data')
      taken.report({ begins, line: event.line } satisfies RunReport)
  }
  const options = { ...extra, ...(job.extra as Options), dataSha256: job.sha256 }
  const state: RunState = await makeRun(
    run,
    {
      ...{ extra: options, minutes: job.minutes, retries: job.retries, signal: taken.signal },
      onUnfit: (why) => {
        unfit = why
        memory.keep(job, why)
      },
    },
    onRunEvent,
  )
  if (unfit) return refusing(job.title, (unfit as Unfit).reason, { display })
  if (state.state === 'failed') return { outcome: 'failed', reason: state.reason }
  if (!isOver(run, state)) return { outcome: 'stopped' }
  return { outcome: 'done', result: await resultOf(run, isShared) }
}

function refusing(title: string, reason: string, { display }: Pick<TakeOptions, 'display'>): WorkOutcome {
  display.refuse(title, reason)
  return { outcome: 'refused', reason }
}

/** What people know the run of a job by, even of one that is none. */
function titleOf({ id, work }: TakenJob): string {
  return z.object({ title: z.string() }).safeParse(work).data?.title ?? id
}
