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
  refusals: z.array(z.object({ worker: z.string(), reason: z.string().transform(shortened) })),
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
  return { ...others, refusals: [...others.refusals, { worker, reason: shortened(reason) }] }
}

/** How far a job is; `isActive` says whether a worker has it, of one that is not finished. */
export async function stateOfJob(
  job: Stored | undefined,
  isActive: () => Promise<boolean>,
): Promise<JobState> {
  if (!job) return { state: 'missing' }
  if (job.finishedOn) {
    return job.failedReason
      ? { state: 'failed', reason: shortened(job.failedReason) }
      : { state: 'done', result: job.returnvalue }
  }
  const { refusals, worker, report } = progressOf(job)
  if (!(await isActive())) return { state: 'waiting', refusals }
  const { processedBy = worker ?? 'a worker' } = job
  const isOfWorker = worker === processedBy && report !== undefined
  return { state: 'working', worker: processedBy, refusals, ...(isOfWorker && { report }) }
}

function shortened(text: string): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}
