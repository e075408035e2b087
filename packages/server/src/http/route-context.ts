import type { HistorySource } from '../histories/history-source'
import type { Limits } from '../schemas/limits'
import type { Service } from '../service/service'

/** What routes answer with. */
export interface RouteContext {
  readonly service: Service
  readonly limits: Limits
  readonly histories?: HistorySource | undefined
}
