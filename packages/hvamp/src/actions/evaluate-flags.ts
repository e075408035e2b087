import type { Unknown } from '../inputs/histories'
import type { BackendSettings } from '../settings/backend'
import type { DataSettings } from '../settings/data'
import type { ShardSettings } from '../settings/shard'

/** The options of `hvamp evaluate`. */
export interface EvaluateFlags extends DataSettings, BackendSettings, ShardSettings {
  readonly metrics: string
  readonly part: 'validation' | 'test'
  readonly unknown: Unknown
  readonly foldIn: number
  readonly splitSeed: number
  readonly out?: string
  readonly json?: boolean
}

/** The same as a user gives them: how the model is measured follows from its run. */
export type RequestedEvaluation = Omit<EvaluateFlags, 'metrics' | 'foldIn'> &
  Partial<Pick<EvaluateFlags, 'metrics' | 'foldIn'>>
