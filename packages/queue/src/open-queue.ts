import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { databaseError } from '@hvamp/databases'
import { loadBullmq, type StoredQueue } from './bullmq'
import type { Job, JobState } from './job'
import { progressOf, type Stored, stateOfJob } from './job-record'
import { type QueueAddress, queueAddress } from './queue-address'

/** Jobs on a server, seen from where they come from. */
export interface JobQueue {
  /**
   * Adds a job to the end, unless one of its id is there, in whatever state.
   *
   * @throws if its id has other characters than letters, digits and hyphens, or none
   */
  add(job: Job): Promise<void>
  /**
   * Gives a job of its id that waits this work, where it has another, at its place in the queue and without refusals of before.
   *
   * @param renewed makes the work from the one that the job has; the work itself by default
   * @returns whether a worker has the job with another work, which it keeps
   */
  renew(job: Job, renewed?: (stored: unknown) => unknown): Promise<boolean>
  stateOf(id: string): Promise<JobState>
  /** Takes a job out; a worker that has it stops, and it is gone when that is done. */
  cancel(id: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the queue of an address, and makes its tables where PostgreSQL has none yet.
 *
 * A server that is restarted is waited for: until then every call fails, and a later one succeeds.
 *
 * @param address `redis://…`, `rediss://…`, `valkey://…` or `postgres://…`; a password that it leaves out is taken from
 *   REDISCLI_AUTH, or from PGPASSWORD or ~/.pgpass
 * @throws if bullmq or the driver is not installed, nothing answers, or the user is refused; no error has the password
 * @example
 * ```ts
 * const queue = await openQueue('redis://localhost')
 * await queue.add({ id: 'sum-1', work: { numbers: [1, 2, 3] } })
 * console.log(await queue.stateOf('sum-1')) // { state: 'waiting', refusals: [] }
 * await queue.close()
 * ```
 */
export async function openQueue(address: string): Promise<JobQueue> {
  const located = queueAddress(address)
  const stored = await openStored(located)
  const telling = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (cause) {
      throw databaseError(located, cause)
    }
  }
  const find = (id: string) => stored.getJob(id) as Promise<Stored | undefined>
  return {
    async add({ id, work }) {
      requireJobId(id)
      await telling(() => stored.add('job', { work }, { jobId: id }))
    },
    renew: ({ id, work }, renewed = () => work) =>
      telling(async () => {
        const job = await find(id)
        if (!job) return false
        const other = renewed(job.data.work)
        if (isSameWork(job.data.work, other)) return false
        const { state } = await stateOfJob(job)
        if (state === 'waiting') {
          await job.updateData({ ...job.data, work: other })
          await job.updateProgress({ ...progressOf(job), refusals: [] })
        }
        return state === 'working'
      }),
    stateOf: (id) =>
      telling(async () => {
        return stateOfJob(await find(id))
      }),
    cancel: (id) =>
      telling(async () => {
        const job = await find(id)
        if (!job) return
        await job.remove().catch(async () => {
          const isThere = await find(id) // a worker has it, or had it a moment ago
          if (isThere) await job.updateData({ ...job.data, isCancelled: true })
        })
      }),
    close: () => closing(stored),
  }
}

/** Whether two values are the same once a server stored them as JSON. */
function isSameWork(stored: unknown, work: unknown): boolean {
  return isDeepStrictEqual(stored, JSON.parse(JSON.stringify(work ?? null)))
}

/** BullMQ itself takes an empty id for none, and makes one up. */
function requireJobId(id: string): void {
  if (typeof id === 'string' && /^[\p{L}\p{N}-]+$/u.test(id)) return
  throw new Error(
    `queue: the id of a job must be a text of letters, digits and hyphens, got ${typeof id === 'string' ? `'${id}'` : String(id)}`,
  )
}

/** The queue of BullMQ, connected. @throws if nothing answers */
export async function openStored(address: QueueAddress): Promise<StoredQueue> {
  const { queue } = await loadBullmq(address)
  let isOpen = false
  const stored = queue(() => isOpen)
  stored.on('error', () => {}) // the call that fails says so
  try {
    await stored.waitUntilReady()
  } catch (cause) {
    await closing(stored)
    throw databaseError(address, cause)
  }
  isOpen = true
  return stored
}

const farewell = 2_000 // milliseconds for a connection to end in good order

/** Closes a queue whose server may be gone. */
export async function closing(stored: StoredQueue): Promise<void> {
  const late = new AbortController()
  const close = stored.close().catch(() => {})
  await Promise.race([close, setTimeout(farewell, undefined, { signal: late.signal }).catch(() => {})])
  late.abort()
  await stored.disconnect().catch(() => {})
}
