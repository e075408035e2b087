import { availableParallelism } from 'node:os'
import type { BackendSettings } from '../settings/backend'
import type { Options } from '../settings/option-arguments'

/** How planned runs are made: nothing that changes what is computed. */
export interface RunningSettings extends BackendSettings {
  /** Processes at a time. */
  readonly parallel: number
  /** Address of a queue whose workers make them, instead of processes here. */
  readonly queue?: string
  /** Address of an object store through which the runs come from workers that do not share the folder. */
  readonly store?: string
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
  'store',
  'cancel',
  'retry',
  'json',
  'backend',
  'threads',
]

/** The options that a command has to be given again to follow its jobs, with a space in front; nothing without a queue. */
export function queueOption({ queue, store }: Pick<RunningSettings, 'queue' | 'store'>): string {
  if (queue === undefined) return ''
  return ` --queue ${queue}${store === undefined ? '' : ` --store ${store}`}`
}

/** Options of train for each process: threads, where nobody chose a number, are divided among the processes. */
export function processOptions({ parallel, threads, backend }: RunningSettings): Options {
  const shared = parallel === 1 ? {} : { threads: Math.max(1, Math.floor(availableParallelism() / parallel)) }
  return { backend, ...shared, ...(threads !== undefined && { threads }) }
}
