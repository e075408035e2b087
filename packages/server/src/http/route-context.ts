import type { Limits } from '../schemas/limits'
import type { Service } from '../service/service'
import type { HistoryFinder } from './history-finder'

/** What routes answer with. */
export interface RouteContext {
  readonly service: Service
  readonly limits: Limits
  readonly histories: HistoryFinder
}
