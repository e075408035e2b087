import type { DestinationSettings } from '../files/destination'
import type { BackendSettings } from '../settings/backend'
import type { DataSettings } from '../settings/data'
import type { RuleSettings } from '../settings/item-rules'
import type { PartFormat, ShardSettings } from '../settings/shard'
import type { ListSettings } from './recommended-lists'

/** The options of `hvamp recommend`. */
export interface RecommendFlags
  extends BackendSettings,
    DataSettings,
    RuleSettings,
    DestinationSettings,
    ListSettings,
    ShardSettings {
  readonly history?: string
  readonly user?: readonly string[]
  readonly items?: string
  readonly item?: readonly string[]
  readonly partFormat: PartFormat
  readonly json?: boolean
}
