export type { Engine, Exchanges, Kind, Outcome, Question } from './engine/engine'
export { type ModelEngineOptions, modelEngine } from './engine/model-engine'
export type { ItemTableFile, ItemTableRows, ItemTableSource } from './engine/open-item-table'
export type {
  ExplainAnswer,
  ExplainQuestion,
  ListedItem,
  ListedItems,
  PopularQuestion,
  RecommendAnswer,
  RecommendQuestion,
  SimilarAnswer,
  SimilarQuestion,
} from './engine/questions'
export { type ThreadedEngine, type ThreadedEngineOptions, threadedEngine } from './engine/threaded-engine'
export { isUnavailable, type Unavailable } from './engine/unavailable'
export {
  type FileHistories,
  type FileHistoriesOptions,
  fileHistories,
  type HistoriesAgain,
  histories,
  type RatedHistories,
} from './histories/file-histories'
export type { HistorySource, UserHistory } from './histories/history-source'
export { type RecommendationsOptions, recommendations } from './plugin'
export type { LimitOptions } from './schemas/limits'
export type { ServedModel } from './schemas/model'
export { type ServeOptions, type Server, serve } from './serve'
export type { ServiceEvent } from './service/events'
export type { Answered } from './service/micro-batches'
export { type RunServiceOptions, runService } from './service/run-service'
export { type Reload, type Service, type ServiceOptions, service } from './service/service'
