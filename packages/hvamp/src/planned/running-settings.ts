import { availableParallelism } from 'node:os'
import type { BackendSettings } from '../settings/backend'
import type { Options } from './planned-run'

/** How a queue of runs is run: nothing that changes what is computed. */
export interface QueueSettings extends BackendSettings {
  /** Processes at a time. */
  readonly parallel: number
  /** Whether runs that failed before are tried again. */
  readonly retry?: boolean
  readonly json?: boolean
}

/** Options of train for each process: threads, where nobody chose a number, are divided among the processes. */
export function processOptions({ parallel, threads, backend }: QueueSettings): Options {
  const shared = parallel === 1 ? {} : { threads: Math.max(1, Math.floor(availableParallelism() / parallel)) }
  return { backend, ...shared, ...(threads !== undefined && { threads }) }
}
