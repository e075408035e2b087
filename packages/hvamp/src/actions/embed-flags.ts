import type { DatabaseSettings } from '../files/destination'
import type { Unknown } from '../inputs/histories'
import type { BackendSettings } from '../settings/backend'
import type { DataSettings } from '../settings/data'
import type { PartFormat, ShardSettings } from '../settings/shard'

/** The options of `hvamp embed`. */
export interface EmbedFlags extends BackendSettings, DataSettings, DatabaseSettings, ShardSettings {
  readonly history?: string
  readonly out?: string
  readonly force?: boolean
  readonly unknown: Unknown
  readonly partFormat: PartFormat
  readonly json?: boolean
}
