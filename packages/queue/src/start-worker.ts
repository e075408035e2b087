import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { requireKnown } from '@hvamp/random'
import { loadBullmq } from './bullmq'
import type { WorkOutcome } from './job'
import {
  type JobProgress,
  progressOf,
  type Stored,
  storableReason,
  withoutRefusal,
  withRefusal,
} from './job-record'
import { closing, openStored } from './open-queue'
import { outcomeOf } from './outcome-of'
import { queueAddress } from './queue-address'
import { reporterOf } from './reporting'
import { watchCancellation } from './watch-cancellation'

/** A job as a worker gets it. */
export interface TakenJob {
  readonly id: string
  /** Not to be trusted: every program that reaches the server can add jobs. */
  readonly work: unknown
  /** The worker that worked on it before, if one did and reported. */
  readonly before: string | undefined
  /** Aborted when the work has to stop; its reason is a `WorkStopReason`. */
  readonly signal: AbortSignal
  /** Shows how far the work is, at most once a second: of several values the last one counts. */
  report(value: unknown): void
}

/** Why work has to stop: the job was cancelled, this worker stops, or another worker has the job by now. */
export type WorkStopReason = 'cancelled' | 'stopped' | 'lost'

export interface WorkerOptions {
  /**
   * Does a job. It must not compute in this thread, or the server takes the worker for dead: start a process or a thread.
   * An error that it throws fails the job, and so does a result that JSON, or the server, cannot hold.
   */
  readonly work: (job: TakenJob) => Promise<WorkOutcome>
  /** Jobs at a time. */
  readonly parallel?: number | undefined
  /** Unique among the workers: by default the host and the number of the process. */
  readonly name?: string | undefined
  /** Seconds without a sign of life of its worker after which a job is lost, and goes to another: 30 by default, 24.8 days at most. */
  readonly lostAfter?: number | undefined
  /** Seconds until a refused job is offered again. */
  readonly refusedFor?: number | undefined
  /** Called when the server does not answer or refuses; the worker tries again. */
  readonly onError?: ((error: Error) => void) | undefined
}

const longestLoss = Math.floor((2 ** 31 - 1) / 1000) // seconds: timers of BullMQ, which renew the lock, end at once beyond
const aside = 300 // milliseconds, in which an idle worker hears of a job
const again = 1_000 // milliseconds between tries to tell the server something
const farewell = 5_000 // milliseconds in which a worker that stops goes on trying

/** Whether the server answered that a job is not this worker's, or not there: errors of BullMQ have numbers, those of drivers have none. */
const isOfJob = (error: { readonly code?: unknown }) => typeof error.code === 'number'

/** Whether PostgreSQL will never take a value: a text with NUL, half a character, more than JSON there may have (SQLSTATE 22… and 54…). */
const isOfValue = ({ code }: { readonly code?: unknown }) =>
  typeof code === 'string' && /^(22|54)\w{3}$/.test(code)

/** A worker that takes jobs until it is stopped. */
export interface JobWorker {
  readonly name: string
  /** Stops the work, gives its jobs back to the queue, and takes no more. A server that does not answer is waited for some seconds. */
  stop(): Promise<void>
}

/**
 * Takes jobs of a queue, the oldest first.
 *
 * A job has one worker at a time. When that is killed, another one gets the job after `lostAfter` to three times `lostAfter`.
 *
 * @param address as of `openQueue`
 * @throws as `openQueue`, and if `lostAfter` is out of its limits
 * @example
 * ```ts
 * const worker = await startWorker('redis://localhost', {
 *   async work({ work }) {
 *     const { numbers } = work as { numbers: number[] }
 *     return { outcome: 'done', result: numbers.reduce((sum, each) => sum + each, 0) }
 *   },
 * })
 * await worker.stop()
 * ```
 */
export async function startWorker(address: string, options: WorkerOptions): Promise<JobWorker> {
  requireKnown('startWorker: options', options, {
    ...{ work: true, parallel: true, name: true, lostAfter: true, refusedFor: true, onError: true },
  })
  const {
    work,
    parallel = 1,
    name = `${hostname()}:${process.pid}`,
    lostAfter = 30,
    refusedFor = 5,
    onError = () => {},
  } = options
  if (!(lostAfter > 0 && lostAfter <= longestLoss)) {
    throw new Error(
      `startWorker: lostAfter must be above 0 and at most ${longestLoss} seconds, got ${lostAfter}`,
    )
  }
  const located = queueAddress(address)
  const { worker, errors } = await loadBullmq(located)
  const stored = await openStored(located)
  const running = new Map<string, AbortController>()
  const works = new Set<Promise<unknown>>()
  const refused = new Set<string>()
  let isStopping = false
  let hasGivenUp = false
  let giveUp: () => void = () => {}
  const givenUp = new Promise<void>((resolve) => {
    giveUp = () => {
      hasGivenUp = true
      resolve()
    }
  })
  const stop = (ids: Iterable<string>, reason: WorkStopReason) => {
    for (const id of ids) running.get(id)?.abort(reason)
  }

  async function take(job: Stored, token: string): Promise<never> {
    const id = job.id!
    if (isStopping) return settle(job, token, () => job.moveToWait(token))
    if (job.data.isCancelled) return settle(job, token, () => drop(job, token))
    if (refused.delete(id)) return stepAside(job, token)
    const controller = new AbortController()
    running.set(id, controller)
    const unwatch = watchCancellation(stored, id, () => stop([id], 'cancelled'))
    const progress = progressOf(job)
    const reporter = reporterOf(job, { ...withoutRefusal(progress, name), worker: name })
    const { report } = reporter
    const { signal } = controller
    const worked = outcomeOf(async () =>
      work({ id, work: job.data.work, before: progress.worker, signal, report }),
    )
    works.add(worked)
    const outcome = await worked
    works.delete(worked)
    unwatch()
    await Promise.race([reporter.end(), givenUp])
    running.delete(id)
    return settle(job, token, () => end(job, token, { outcome, progress, reason: signal.reason }))
  }

  /** Tells the server how the work on a job ended. */
  async function end(
    job: Stored,
    token: string,
    { outcome, progress, reason }: { outcome: WorkOutcome; progress: JobProgress; reason?: WorkStopReason },
  ): Promise<unknown> {
    if (outcome.outcome === 'done') return job.moveToCompleted(outcome.result ?? null, token, false)
    if (outcome.outcome === 'failed') return fail(job, token, outcome.reason)
    if (outcome.outcome === 'refused') {
      refused.add(job.id!)
      await job.updateProgress(withRefusal(progress, { worker: name, reason: outcome.reason }))
      return job.moveToDelayed(Date.now() + refusedFor * 1000, token)
    }
    if (reason === 'cancelled') return drop(job, token)
    return reason === 'lost' ? undefined : job.moveToWait(token)
  }

  const fail = (job: Stored, token: string, reason: string) =>
    job.moveToFailed(new errors.UnrecoverableError(storableReason(reason)), token, false)

  /** A cancelled job is gone when it ends. */
  function drop(job: Stored, token: string): Promise<unknown> {
    job.opts.removeOnFail = true
    return fail(job, token, 'cancelled')
  }

  /** Leaves a job that it refused before to a worker that is idle, for a moment in which this one takes none. */
  async function stepAside(job: Stored, token: string): Promise<never> {
    await taking.pause(true)
    setTimeout(() => taking.resume(), aside)
    return settle(job, token, () => job.moveToWait(token))
  }

  /**
   * Tells the server something of a job, again until it answers or a worker that stops gives up: BullMQ itself would fail a job
   * whose result comes while PostgreSQL starts. A job that is another worker's by now is left alone; one of a value that the
   * server will never take has failed.
   */
  async function settle(job: Stored, token: string, tell: () => Promise<unknown>): Promise<never> {
    for (let telling = tell, isTold = false; !isTold && !hasGivenUp; ) {
      const error = await Promise.race([
        telling().then(
          () => undefined,
          (thrown: Error & { code?: unknown }) => thrown,
        ),
        givenUp,
      ])
      isTold = !error || isOfJob(error)
      if (!error || isTold) continue
      onError(error)
      if (isOfValue(error)) {
        isTold = telling !== tell // the server refuses also that it failed
        telling = () => fail(job, token, `the server refused the result: ${error.message}`)
      } else await Promise.race([wait(again), givenUp])
    }
    throw new errors.WaitingError() // by which BullMQ leaves the job as it is
  }

  const taking = worker(
    (job, token) => take(job as Stored, token!),
    { lockDuration: lostAfter * 1000, concurrency: parallel, name },
    () => !hasGivenUp,
  )
  taking.on('lockRenewalFailed', (ids) => stop(ids, 'lost'))
  taking.on('error', onError)
  taking.run().catch(onError)
  return {
    name,
    async stop() {
      isStopping = true
      stop(running.keys(), 'stopped')
      const closed = taking.close()
      await Promise.allSettled(works)
      const late = setTimeout(giveUp, farewell)
      await Promise.race([closed, givenUp.then(() => wait(2 * again))])
      clearTimeout(late)
      if (hasGivenUp) await Promise.race([taking.disconnect(), wait(again)]).catch(() => {})
      await closing(stored)
    },
  }
}
