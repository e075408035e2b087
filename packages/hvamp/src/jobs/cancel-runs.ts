import type { JobQueue } from '@hvamp/queue'
import { type PlannedRun, type RunState, stateOf } from '../planned/planned-run'
import { type JobsOptions, jobOf } from './run-job'

/** Takes the jobs of runs out of a queue; workers stop, with the checkpoints of the runs written. */
export async function cancelRuns(
  runs: readonly PlannedRun[],
  { queue, ...options }: JobsOptions & { readonly queue: JobQueue },
): Promise<RunState[]> {
  for (const run of runs) await queue.cancel(jobOf(run, options).id)
  return Promise.all(runs.map(stateOf))
}
