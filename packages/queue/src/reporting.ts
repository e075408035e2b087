import type { JobProgress, Stored } from './job-record'

/** Sends what a worker reports of a job. */
export interface Reporter {
  report(value: unknown): void
  /** Waits for a report that is on its way; one that is not yet is dropped. */
  end(): Promise<void>
}

const pace = 1_000 // milliseconds between reports

/** Sends the first report at once, and then the last of those that came in a second. */
export function reporterOf(job: Stored, progress: JobProgress): Reporter {
  let next: { readonly value: unknown } | undefined
  let timer: NodeJS.Timeout | undefined
  let sent: Promise<void> = Promise.resolve()
  const send = () => {
    timer = undefined
    if (!next) return
    const report = next.value
    next = undefined
    timer = setTimeout(send, pace)
    sent = job.updateProgress({ ...progress, report }).catch(() => {}) // a job that is gone is noticed by its lock
  }
  return {
    report(value) {
      next = { value }
      if (timer === undefined) send()
    },
    async end() {
      clearTimeout(timer)
      timer = undefined
      next = undefined
      await sent
    },
  }
}
