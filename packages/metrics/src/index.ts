export { hitRate, precision, recall } from './hit-metrics'
export { holm } from './holm'
export type { Metric } from './metric'
export { ndcg } from './ndcg'
export { type BootstrapOptions, type DifferenceInterval, pairedBootstrap } from './paired-bootstrap'
export { pairedTTest, type TTest } from './paired-t-test'
export { averagePrecision, reciprocalRank } from './rank-metrics'
export {
  type MetricResult,
  type RankingEvaluator,
  type RankingResult,
  rankingEvaluator,
} from './ranking-evaluator'
export { type Summary, summarize } from './summary'
export { topK } from './top-k'
export { type SignedRankTest, wilcoxonSignedRank } from './wilcoxon-signed-rank'
