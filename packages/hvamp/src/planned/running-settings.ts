import { availableParallelism } from 'node:os'
import type { BackendSettings } from '../settings/backend'
import type { Options } from './planned-run'

/** How planned runs are made: nothing that changes what is computed. */
export interface RunningSettings extends BackendSettings {
  /** Processes at a time. */
  readonly parallel: number
  /** Address of a queue whose workers make them, instead of processes here. */
  readonly queue?: string
  /** Whether their jobs are taken out of the queue. */
  readonly cancel?: boolean
  /** Whether runs that failed before are tried again. */
  readonly retry?: boolean
  readonly json?: boolean
}

/** The names of all of them: options that may change when runs are resumed. */
export const runningOptions: readonly (keyof RunningSettings)[] = [
  'parallel',
  'queue',
  'cancel',
  'retry',
  'json',
  'backend',
  'threads',
]

/** The option that a command has to be given again to follow its jobs, with a space in front; nothing without a queue. */
export function queueOption({ queue }: Pick<RunningSettings, 'queue'>): string {
  return queue === undefined ? '' : ` --queue ${queue}`
}

/** Options of train for each process: threads, where nobody chose a number, are divided among the processes. */
export function processOptions({ parallel, threads, backend }: RunningSettings): Options {
  const shared = parallel === 1 ? {} : { threads: Math.max(1, Math.floor(availableParallelism() / parallel)) }
  return { backend, ...shared, ...(threads !== undefined && { threads }) }
}
