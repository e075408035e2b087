import { setTimeout } from 'node:timers/promises'
import { isDatabaseError } from '@hvamp/databases'
import type { Job, JobQueue } from '@hvamp/queue'
import { forgetFailure, isKept, type PlannedRun, type RunState, stateOf } from '../planned/planned-run'
import type { RunEvent } from '../planned/run-event'
import { isStoreError, type ObjectStore } from '../stores/object-store'
import { storedRun } from '../stores/stored-run'
import { type FollowedRun, followedRun } from './followed-run'
import { otherOptions, renewedWork } from './renewed-work'
import { type JobsOptions, jobOf, type RunJob, storeKeyOf } from './run-job'

export type FollowOptions = Omit<JobsOptions, 'store'> & {
  readonly queue: JobQueue
  readonly store?: ObjectStore | undefined
  /** Ends the following; the jobs stay in the queue. */
  readonly signal: AbortSignal
  /** The next event waits until it is done with one. */
  readonly onEvent: (event: RunEvent) => void | Promise<void>
  /** Called with a run whose job a worker has as an earlier command put it into the queue, and the options that it has otherwise. */
  readonly onHeld: (run: PlannedRun, others: readonly string[]) => void
  /** Called once all jobs are in the queue. */
  readonly onFilled: () => void
  /** Called with the reason when the queue or the store does not answer, and without one when it answers again. */
  readonly onSilence: (reason: string | undefined) => void
}

const pace = 1_000 // milliseconds between looks at the queue

/**
 * Puts runs into a queue as jobs, and follows them until all are finished or failed, or the signal comes.
 *
 * Finished runs are kept. A job that is in the queue already is followed, with what is given now unless a worker has it, and what was
 * given before; one that the queue lost is added again: this can be killed at any moment and called again.
 *
 * @returns the state of each run
 */
export async function followRuns(runs: readonly PlannedRun[], options: FollowOptions): Promise<RunState[]> {
  const { queue, signal, retries, onEvent, onHeld, onFilled, store } = options
  const jobs = runs.map((run) => jobOf(run, { ...options, store: store?.shown }))
  const states = await Promise.all(runs.map(stateOf))
  const pending = new Map<number, FollowedRun>()
  for (const [index, run] of runs.entries()) {
    const state = states[index]!
    if (isKept(run, state, retries)) {
      await onEvent({ type: 'end', run, state, isKept: true })
    } else {
      await forgetFailure(run)
      const stored = store && storedRun(store, storeKeyOf(jobs[index]!.work))
      pending.set(index, followedRun(run, jobs[index]!, { ...options, stored }))
    }
  }
  const answered = patiently(options)
  let isFilled = false
  for (let turn = 0; pending.size > 0 && !signal.aborted; turn++) {
    await answered(async () => {
      if (!isFilled) {
        const held = await fill(queue, jobs, { isPending: (index) => pending.has(index), retries })
        for (const { index, others } of held) onHeld(runs[index]!, others)
        onFilled()
      }
      isFilled = true
      for (const index of looksOf(pending, turn)) {
        if (signal.aborted) return
        const state = await pending.get(index)!.look()
        if (state === undefined) continue
        states[index] = state
        pending.delete(index)
      }
    })
    if (pending.size > 0) await setTimeout(pace, undefined, { signal }).catch(() => {})
  }
  return states
}

/** A job that a worker has, and the options that it has otherwise than they are given now. */
interface Held {
  readonly index: number
  readonly others: readonly string[]
}

/**
 * Adds the jobs that are pending, or renews them where they wait, and takes out what earlier calls left of the rest.
 *
 * @returns which of them a worker has with other options than those given
 */
async function fill(
  queue: JobQueue,
  jobs: readonly (Job & { readonly work: RunJob })[],
  { isPending, retries }: { isPending(index: number): boolean; retries: boolean },
): Promise<Held[]> {
  const held: Held[] = []
  for (const [index, job] of jobs.entries()) {
    const isOfBefore = !isPending(index) || (retries && (await queue.stateOf(job.id)).state === 'failed')
    if (isOfBefore) await queue.cancel(job.id)
    if (!isPending(index)) continue
    await queue.add(job)
    let before: unknown
    const isHeld = await queue.renew(job, (stored) => {
      before = stored
      return renewedWork(stored, job.work)
    })
    const others = isHeld ? otherOptions(before, job.work) : []
    if (others.length > 0) held.push({ index, others })
  }
  return held
}

const first = 20 // waiting jobs at the head of the queue that are looked at each time
const others = 30 // of the rest, by turns

/** Which runs are looked at: what workers have, what they take next, and some of the rest. */
function looksOf(pending: ReadonlyMap<number, FollowedRun>, turn: number): number[] {
  const all = [...pending.keys()]
  const worked = all.filter((index) => pending.get(index)!.isWorkedOn)
  const waiting = all.filter((index) => !pending.get(index)!.isWorkedOn)
  const rest = waiting.slice(first)
  const from = rest.length === 0 ? 0 : (turn * others) % rest.length
  return [...worked, ...waiting.slice(0, first), ...rest.slice(from, from + others)]
}

/** Does work with the queue and the store; where one does not answer, says so once, and the next call tries again. */
function patiently({
  onSilence,
}: Pick<FollowOptions, 'onSilence'>): (work: () => Promise<void>) => Promise<void> {
  let isSilent = false
  return async (work) => {
    try {
      await work()
      if (isSilent) onSilence(undefined)
      isSilent = false
    } catch (error) {
      if (!isDatabaseError(error) && !isStoreError(error)) throw error
      if (!isSilent) onSilence((error as Error).message)
      isSilent = true
    }
  }
}
