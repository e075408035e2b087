import type { Unfit } from '../planned/run-process'
import type { RunJob } from './run-job'

/** Remembers for a minute what a process found this machine to lack, so that none is begun for a job that asks the same of it. */
export interface RefusalMemory {
  /** Why the job would be refused again. */
  recall(job: RunJob): string | undefined
  keep(job: RunJob, unfit: Unfit): void
}

const span = 60_000 // milliseconds; then the data or the machine may be another

export function refusalMemory(): RefusalMemory {
  const kept = new Map<string, { readonly reason: string; readonly until: number }>()
  const ofData = (job: RunJob) => JSON.stringify(job, ['data', 'sha256', 'options', 'dataFolder'])
  const ofRun = ({ folder, extra, options }: RunJob) => JSON.stringify([folder, extra, options])
  return {
    recall(job) {
      for (const key of [ofData(job), ofRun(job)]) {
        const found = kept.get(key)
        if (found && found.until > performance.now()) return found.reason
        kept.delete(key)
      }
      return undefined
    },
    keep(job, { lack, reason }) {
      kept.set(lack === 'data' ? ofData(job) : ofRun(job), { reason, until: performance.now() + span })
    },
  }
}
