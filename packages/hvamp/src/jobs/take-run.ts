import { isDatabaseAddress } from '@hvamp/databases'
import type { TakenJob, WorkOutcome } from '@hvamp/queue'
import { z } from 'zod'
import { exists } from '../files/folders'
import { isDataSet } from '../inputs/locate-data'
import { makeRun } from '../planned/make-run'
import { isOver, type PlannedRun, type RunState } from '../planned/planned-run'
import type { RunEvent } from '../planned/run-event'
import type { Unfit } from '../planned/run-process'
import { requireSameRuns } from '../planned/same-runs'
import { badInput, isBadInput } from '../process/bad-input'
import { version } from '../process/version'
import { hasCheckpoint } from '../runs/run-folder'
import type { Options } from '../settings/option-arguments'
import { isStoreError, type ObjectStore } from '../stores/object-store'
import { type StoredRun, storedRun } from '../stores/stored-run'
import { type Brought, bringRun } from './bring-run'
import { isSharedHere } from './folder-mark'
import { keepRun } from './keep-run'
import { pathHere } from './portable-path'
import type { RefusalMemory } from './refusal-memory'
import { requireOptions } from './require-options'
import { type RunJob, runJob, storeKeyOf } from './run-job'
import { beginningOf, type RunReport } from './run-report'
import { resultOf } from './run-result'
import type { WorkerDisplay } from './worker-display'

export interface TakeOptions {
  /** Options of train for every process: its backend and its threads, where the job has none. */
  readonly extra: Options
  readonly display: WorkerDisplay
  readonly memory: RefusalMemory
  /** Keeps the runs whose folder the coordinator does not share. */
  readonly store?: ObjectStore | undefined
}

const farewell = 30_000 // milliseconds in which a worker that stops puts the checkpoint into the store

interface Here {
  readonly run: PlannedRun
  /** Whether the coordinator has the same folder. */
  readonly isShared: boolean
  readonly stored: StoredRun | undefined
}

/** Makes the run of a job, in a process of its own; a job that this machine cannot do is refused. */
export async function takeRun(taken: TakenJob, options: TakeOptions): Promise<WorkOutcome> {
  let job: RunJob
  let here: Here
  let brought: Brought | undefined
  try {
    job = understood(taken.work)
    here = await placeOf(job, options)
    const { run, stored } = here
    const known = options.memory.recall(job)
    if (known !== undefined) return { outcome: 'refused', reason: known }
    const { sha256, settings } = job
    brought = stored && (await bringRun(run, stored, { sha256, settings, signal: taken.signal }))
    await requireSameRuns([run], sha256, settings)
  } catch (error) {
    if (isBadInput(error) || isStoreError(error)) {
      return refusing(titleOf(taken), (error as Error).message, options)
    }
    throw error
  }
  return work(taken, job, { ...here, brought, ...options })
}

/** @throws bad input if the data or the store of the job are not here, or a path leads out of the folder */
async function placeOf(job: RunJob, { store }: TakeOptions): Promise<Here> {
  const run = await runHere(job)
  const isShared = await isSharedHere(job.mark)
  if (job.store !== undefined && !isShared && job.store !== store?.shown) {
    const got = store === undefined ? 'a worker without --store' : `--store ${store.shown}`
    throw badInput(
      `the job needs a worker of --store ${job.store}, or the folder of the coordinator, got ${got}`,
    )
  }
  return { run, isShared, stored: store && !isShared ? storedRun(store, storeKeyOf(job)) : undefined }
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
  { run, isShared, stored, brought, ...options }: TakeOptions & Here & { brought: Brought | undefined },
): Promise<WorkOutcome> {
  const { extra, display, memory } = options
  const isAgain = brought?.isHere === false && (brought.isDamaged || taken.before !== undefined)
  const why = isAgain ? (brought as { why: string }).why : undefined
  if (why !== undefined) display.again(run, why)
  const keeper =
    stored && keepRun(stored, run.folder, { onSilence: (reason) => display.silence(stored.shown, reason) })
  let begins: RunReport['begins'] = 'new'
  let unfit: Unfit | undefined
  const onRunEvent = async (event: RunEvent) => {
    display.event(event)
    if (event.type === 'begin') begins = beginningOf(event, isAgain ? (taken.before ?? '') : taken.before)
    if (event.type === 'line' && event.line.event === 'checkpoint') keeper?.changed()
    // once it has said more than what the data are, a process has all that it needs: before, the job may be refused
    if (event.type === 'line' && event.line.event !== 'data')
      taken.report({ begins, ...(why !== undefined && { why }), line: event.line } satisfies RunReport)
  }
  const state: RunState = await makeRun(
    run,
    {
      extra: { ...extra, ...(job.extra as Options), dataSha256: job.sha256 },
      ...{ minutes: job.minutes, retries: job.retries, signal: taken.signal },
      onUnfit: (reason) => {
        unfit = reason
        memory.keep(job, reason)
      },
    },
    onRunEvent,
  ).finally(() => keeper?.stop())
  if (unfit) return refusing(job.title, (unfit as Unfit).reason, { display })
  if (state.state === 'failed') {
    if (!(await hasCheckpoint(run.folder))) await stored?.remove().catch(forgiving)
    return { outcome: 'failed', reason: state.reason }
  }
  const isEnded = isOver(run, state)
  // a job that is cancelled, or another worker's by now, is put no more
  const ending = taken.signal.reason === 'stopped' ? AbortSignal.timeout(farewell) : taken.signal
  const isKept = state.state === 'waiting' || !keeper || (await keeper.finish(ending))
  if (!isEnded || !isKept) return { outcome: 'stopped' }
  const place = isShared ? 'folder' : job.store === undefined ? undefined : 'store'
  return { outcome: 'done', result: await resultOf(run, place) }
}

/** What the store keeps of a failed run is resumed with --retry, and fails again. */
function forgiving(error: unknown): void {
  if (!isStoreError(error)) throw error
}

function refusing(title: string, reason: string, { display }: Pick<TakeOptions, 'display'>): WorkOutcome {
  display.refuse(title, reason)
  return { outcome: 'refused', reason }
}

/** What people know the run of a job by, even of one that is none. */
function titleOf({ id, work }: TakenJob): string {
  return z.object({ title: z.string() }).safeParse(work).data?.title ?? id
}
