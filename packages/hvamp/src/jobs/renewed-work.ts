import { type RunJob, runJob } from './run-job'

/** The work of a job that waits, for a later command: what that one does not give stays as an earlier one gave it. */
export function renewedWork(stored: unknown, work: RunJob): RunJob {
  const { data: before } = runJob.safeParse(stored)
  if (!before) return work
  const { extra, minutes, store, retries } = before
  return {
    ...(minutes !== undefined && { minutes }),
    ...(store !== undefined && { store }),
    ...work,
    extra: { ...extra, ...work.extra },
    retries: retries || work.retries,
  }
}
