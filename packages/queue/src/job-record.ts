import type { Job as StoredJob } from 'bullmq'
import { z } from 'zod'
import type { JobState, Refusal } from './job'

/** What stands in the data of a job of BullMQ. */
export interface JobData {
  readonly work: unknown
  /** Set while a worker has the job, for that worker to see. */
  readonly isCancelled?: boolean
}

/** What stands in the progress of a job of BullMQ. */
export interface JobProgress {
  readonly refusals: readonly Refusal[]
  /** The last one that reported, and what it reported. */
  readonly worker?: string | undefined
  readonly report?: unknown
}

export type Stored = StoredJob<JobData, unknown>

const most = 2000 // characters of a reason

const jobProgress = z.object({
  refusals: z.array(z.object({ worker: z.string(), reason: z.string().transform(storableReason) })),
  worker: z.string().optional(),
  report: z.unknown().optional(),
})

/** The progress of a job; an empty one where there is none, or something that is none. */
export function progressOf({ progress }: Pick<Stored, 'progress'>): JobProgress {
  return jobProgress.safeParse(progress).data ?? { refusals: [] }
}

/** The progress without what a worker refused before. */
export function withoutRefusal(progress: JobProgress, worker: string): JobProgress {
  return { ...progress, refusals: progress.refusals.filter((each) => each.worker !== worker) }
}

/** Adds a refusal, in place of an earlier one of the same worker. */
export function withRefusal(progress: JobProgress, { worker, reason }: Refusal): JobProgress {
  const others = withoutRefusal(progress, worker)
  return { ...others, refusals: [...others.refusals, { worker, reason: storableReason(reason) }] }
}

/** How far a job is. */
export async function stateOfJob(job: Stored | undefined): Promise<JobState> {
  if (!job) return { state: 'missing' }
  const { failedReason } = job
  if (failedReason && job.finishedOn) return { state: 'failed', reason: storableReason(failedReason) }
  const state = await job.getState()
  if (job.finishedOn) {
    // an empty reason, of another program, is read as none
    return state === 'failed'
      ? { state, reason: storableReason('') }
      : { state: 'done', result: job.returnvalue }
  }
  const { refusals, worker, report } = progressOf(job)
  if (state !== 'active') return { state: 'waiting', refusals }
  const { processedBy = worker ?? 'a worker' } = job
  const isOfWorker = worker === processedBy && report !== undefined
  return { state: 'working', worker: processedBy, refusals, ...(isOfWorker && { report }) }
}

/** A reason as every server can store it, without NUL and halves of characters, in 2000 characters at most; in words also where it has none. */
export function storableReason(reason: string | undefined): string {
  const text = String(reason ?? '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll('\0', '\ufffd')
  if (text.length > most) return `${text.slice(0, most).replace(/\p{Surrogate}$/u, '')}…`
  return text || 'failed without a reason'
}
