import { startBackend } from '../runs/start-backend'
import { isKept, type PlannedRun, stateOf } from './planned-run'
import type { RunningSettings } from './running-settings'

/**
 * Starts the backend that was chosen for runs that processes here make: that it is missing is told once, before each run reads the
 * data to fail for it. `tfjs-node-gpu` is left to the runs, for libtensorflow in this process would hold GPU memory that they need.
 *
 * @throws bad input if some run has to be made and the backend cannot be started
 */
export async function requireBackend(runs: readonly PlannedRun[], settings: RunningSettings): Promise<void> {
  const { queue, backend, retry = false } = settings
  if (queue !== undefined || backend === 'auto' || backend === 'tfjs-node-gpu') return
  const states = await Promise.all(runs.map(stateOf))
  if (!runs.every((run, i) => isKept(run, states[i]!, retry))) await startBackend(settings)
}
