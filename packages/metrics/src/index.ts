export { hitRate, precision, recall } from './hit-metrics'
export type { Metric } from './metric'
export { ndcg } from './ndcg'
export { averagePrecision, reciprocalRank } from './rank-metrics'
export {
  type MetricResult,
  type RankingEvaluator,
  type RankingResult,
  rankingEvaluator,
} from './ranking-evaluator'
export { type Summary, summarize } from './summary'
export { topK } from './top-k'
